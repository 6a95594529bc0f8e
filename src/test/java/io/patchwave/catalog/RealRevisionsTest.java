package io.patchwave.catalog;

import static io.patchwave.Given.admin;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchwave.ServerTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Real revisions of one month, under an id of its own so that other tests' imports play no part. */
@ServerTest
@Tag("long")
class RealRevisionsTest {
    @Inject
    CatalogService catalog;

    @Test
    void april_2019_loses_a_vulnerability_regains_it_and_loses_it_again() {
        Corpus.assumeHere();
        List<String> withdrawn = new ArrayList<>();
        for (Path revision : revisions("2019-Apr")) {
            Imports.succeeded("filename=r.xml", renamed(revision, "2019-Apr", "Revised-OOB"));
            withdrawn.add(String.valueOf(withdrawnAt("ADV990001-REVISED")));
        }

        assertThat(withdrawn).containsExactly("null", "null", "2019-04-25T07:00:00Z", "null", "2019-12-10T08:00:00Z");
    }

    @Test
    void the_newest_revision_of_june_2018_counts_in_any_order() {
        Corpus.assumeHere();
        List<Path> revisions = revisions("2018-Jun");
        Imports.succeeded("filename=r.xml", renamed(revisions.get(revisions.size() - 1), "2018-Jun", "Forward-OOB"));
        long revision = catalog.revision();
        for (Path older : revisions.subList(0, revisions.size() - 1)) {
            JsonPath job = Imports.succeeded("filename=r.xml", renamed(older, "2018-Jun", "Forward-OOB"));
            assertThat(job.getLong("counts.created") + job.getLong("counts.updated"))
                    .isZero();
        }
        assertThat(catalog.revision()).isEqualTo(revision);
        for (Path each : revisions) {
            Imports.succeeded("filename=r.xml", renamed(each, "2018-Jun", "Upward-OOB"));
        }

        assertThat(said("Forward-OOB")).isNotEmpty().isEqualTo(said("Upward-OOB"));
    }

    private Set<String> said(String document) {
        return catalog.snapshot().statements().stream()
                .filter(statement -> statement.document().equals(document))
                .map(statement -> statement.cve() + statement.products() + statement.fixes())
                .collect(Collectors.toSet());
    }

    private static String withdrawnAt(String id) {
        return admin().get("/api/v1/advisories/" + id).jsonPath().getString("withdrawnAt");
    }

    /** Older ones by their date, the newest last. */
    private static List<Path> revisions(String month) {
        try (Stream<Path> files = Files.list(Corpus.DATA.resolve("microsoft/cvrf-revisions"))) {
            List<Path> older = files.filter(file -> file.toString().contains(month))
                    .sorted()
                    .toList();
            List<Path> all = new ArrayList<>(older);
            all.add(Corpus.DATA.resolve("microsoft/cvrf/cvrfDocument-" + month + ".xml.gz"));
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String renamed(Path file, String from, String to) {
        String text = Corpus.read(file, in -> new String(in.readAllBytes(), StandardCharsets.UTF_8));
        return text.replace("<vuln:CVE>ADV990001<", "<vuln:CVE>ADV990001-REVISED<")
                .replace("<cvrf:ID>" + from + "</cvrf:ID>", "<cvrf:ID>" + to + "</cvrf:ID>");
    }
}
