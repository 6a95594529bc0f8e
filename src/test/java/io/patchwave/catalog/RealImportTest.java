package io.patchwave.catalog;

import static io.patchwave.Given.admin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import io.patchwave.ServerTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The real documents through the server. */
@ServerTest
@Tag("long")
class RealImportTest {
    @Inject
    CatalogService catalog;

    @BeforeEach
    void only_where_the_data_is() {
        Corpus.assumeHere();
    }

    @Test
    void all_months_go_in_once_and_make_the_snapshot_that_the_files_make() {
        byte[] zip = Imports.zip(Corpus.cvrfFiles());

        JsonPath first = Imports.succeeded("format=cvrf&filename=cvrf.zip", zip);
        long revision = catalog.revision();
        JsonPath second = Imports.succeeded("format=auto&filename=cvrf.zip", zip);

        report("113 CVRF documents", first);
        report("113 CVRF documents again", second);
        assertThat(first.getLong("counts.created") + first.getLong("counts.unchanged"))
                .isEqualTo(11_407);
        assertThat(second.getLong("counts.unchanged")).isEqualTo(11_407);
        assertThat(second.getLong("counts.created") + second.getLong("counts.updated"))
                .isZero();
        assertThat(catalog.revision()).isEqualTo(revision);
        long begin = System.nanoTime();
        CatalogSnapshot snapshot = catalog.snapshot();
        System.out.println(
                "snapshot ms: " + Duration.ofNanos(System.nanoTime() - begin).toMillis());
        assertThat(catalog.snapshot()).isSameAs(snapshot);
        assertThat(snapshot.incomplete())
                .contains("2024-Nov", "2025-Jan", "2017-Jun")
                .doesNotContain("2017-Mar");
        assertThat(statements(snapshot)).containsAll(statements(Corpus.windows()));
        assertThat(catalog.remedyReleasedAt("KB4038792").map(Instant::toString).orElse(""))
                .startsWith("2017-09");
        admin().get("/api/v1/advisories/CVE-2017-0144")
                .then()
                .statusCode(200)
                .body("severity", equalTo("critical"))
                .body("documents.name", hasItems("2017-Mar", "MS17-010"))
                .body("remedies.id", hasItems("KB4012213", "KB4012216"))
                .body("products.name", hasItems("Windows Server 2012 R2"));
    }

    @Test
    void repositories_lists_and_archives_go_in() {
        Path data = Corpus.DATA;
        Path yum = data.resolve("yum/almalinux8/repodata");
        JsonPath repodata = Imports.succeeded(
                "format=repodata&filename=repodata.zip&mirror=real-almalinux8&for=almalinux:8",
                Imports.zip(List.of(
                        yum.resolve("repomd.xml"), yum.resolve("primary.xml.gz"), yum.resolve("updateinfo.xml.gz"))));
        report("repodata almalinux8", repodata);
        assertThat(repodata.getLong("counts.created")).isEqualTo(2_614);
        JsonPath osv = Imports.succeeded(
                "format=osv&filename=almalinux-8-osv.zip",
                Imports.bytes(data.resolve("almalinux/almalinux-8-osv.zip")));
        report("OSV almalinux8", osv);
        assertThat(osv.getLong("counts.created")).isEqualTo(3_237);
        JsonPath dsa = Imports.succeeded(
                "filename=DSA-list.txt.gz", Imports.bytes(data.resolve("debian/tracker/DSA-list.txt.gz")));
        report("DSA list", dsa);
        assertThat(dsa.getLong("counts.created")).isEqualTo(5_406);
        JsonPath kev = Imports.succeeded(
                "filename=kev.json.gz", Imports.bytes(data.resolve("kev/known_exploited_vulnerabilities.json.gz")));
        report("KEV", kev);
        assertThat(kev.getLong("counts.created") + kev.getLong("counts.unchanged"))
                .isEqualTo(1_404);
        assertThat(catalog.snapshot().mirrors())
                .filteredOn(mirror -> mirror.name().equals("real-almalinux8"))
                .allSatisfy(mirror -> {
                    assertThat(mirror.distribution()).isEqualTo("almalinux");
                    assertThat(mirror.release()).isEqualTo("8");
                    assertThat(mirror.packages()).hasSize(21_676);
                });
        admin().get("/api/v1/advisories/ALSA-2023:5259").then().statusCode(200).body("source", equalTo("almalinux"));
    }

    private static List<Object> statements(CatalogSnapshot snapshot) {
        return snapshot.statements().stream().map(Object.class::cast).collect(Collectors.toList());
    }

    private static void report(String what, JsonPath job) {
        Duration took =
                Duration.between(Instant.parse(job.getString("startedAt")), Instant.parse(job.getString("endedAt")));
        System.out.println(what + " ms: " + took.toMillis() + " counts " + job.getMap("counts"));
    }
}
