package io.patchwave.catalog.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchwave.catalog.Corpus;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Counts over the real documents, as their README gives them. */
class RealDocumentsTest {
    @BeforeEach
    void only_where_the_data_is() {
        Corpus.assumeHere();
    }

    @Test
    void all_months_of_microsoft_are_read() {
        long begin = System.nanoTime();
        long flaws = 0;
        long fixes = 0;
        for (Path file : Corpus.cvrfFiles()) {
            if (file.toString().contains("cvrf-fill")) {
                continue;
            }
            CvrfDocument document = Corpus.cvrf(file);
            assertThat(document.microsoft()).as("%s", file).isTrue();
            flaws += document.flaws().size();
            fixes += document.vendorFixes();
        }
        System.out.println("100 CVRF documents in ms: " + (System.nanoTime() - begin) / 1_000_000);
        assertThat(flaws).isEqualTo(9_025);
        assertThat(fixes).isEqualTo(97_277);
        assertThat(Corpus.cvrfFiles()).hasSize(113);
    }

    @Test
    void eternal_blue_has_its_remedies() {
        var statements = Corpus.windows().statements().stream()
                .filter(statement -> statement.cve().equals("CVE-2017-0144"))
                .toList();

        assertThat(statements).hasSize(1);
        assertThat(statements.get(0).document()).isEqualTo("2017-Mar");
        assertThat(statements.get(0).fixes()).anySatisfy(fix -> {
            assertThat(fix.kb()).isEqualTo("KB4012216");
            assertThat(fix.subType()).isEqualTo("Monthly Rollup");
            assertThat(fix.products()).contains("Windows Server 2012 R2");
        });
        assertThat(statements.get(0).products()).anySatisfy(product -> {
            assertThat(product.name()).isEqualTo("Windows Server 2012 R2");
            assertThat(product.severity()).isEqualTo("Critical");
        });
    }

    @Test
    void the_update_history_is_read_whole() {
        assertThat(Corpus.history()).hasSize(3_678);
    }

    @Test
    void repositories_are_read_whole() {
        assertThat(Corpus.yum("almalinux8").errata()).hasSize(2_614);
        var hard = Corpus.yum("almalinux8-hard");
        assertThat(hard.errata()).hasSize(389);
        assertThat(hard.mirrors().get(0).packages()).hasSize(2_661);
        assertThat(hard.mirrors().get(0).defaultStreams())
                .containsEntry("nodejs", "16")
                .containsEntry("mariadb", "10.3");
        assertThat(hard.mirrors().get(0).modules())
                .filteredOn(module ->
                        module.name().equals("nginx") && module.stream().equals("1.24"))
                .extracting(module -> module.requires().get(0).get("perl"))
                .filteredOn(Objects::nonNull)
                .contains(List.of("5.30"), List.of("5.32"));
    }

    @Test
    void opensuse_without_epochs_has_epoch_zero_and_times_in_seconds() {
        var errata = Corpus.yum("opensuse11.0-update").errata();

        assertThat(errata).hasSize(164);
        assertThat(errata.get(0).publishedAt()).isEqualTo(Instant.ofEpochSecond(1_213_630_432));
        assertThat(errata.get(0).cves()).contains("CVE-2008-2360");
        assertThat(errata)
                .flatExtracting(erratum -> erratum.collections())
                .flatExtracting(collection -> collection.packages())
                .allSatisfy(fixed -> assertThat(fixed.epoch()).isEqualTo("0"));
    }

    @Test
    void osv_archives_are_read_whole() {
        assertThat(Corpus.osv("almalinux/almalinux-8-osv.zip").osv()).hasSize(3_237);
        assertThat(Corpus.osv("almalinux/almalinux-10-osv.zip").osv()).hasSize(660);
        assertThat(Corpus.osv("osv/ubuntu-sample-osv-all.tar.xz").osv()).isNotEmpty();
    }

    @Test
    void the_list_of_dsas_is_read_whole() {
        assertThat(Corpus.debian().debian()).hasSize(5_406);
    }
}
