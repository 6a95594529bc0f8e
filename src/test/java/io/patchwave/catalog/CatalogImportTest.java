package io.patchwave.catalog;

import static io.patchwave.Given.admin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.patchwave.ServerTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Imports of small documents through the server; every test has ids of its own. */
@ServerTest
class CatalogImportTest {
    private static final String ERRATUM = """
            {"id":"%s","summary":"invented","modified":"2024-01-02T00:00:00Z","published":"2024-01-01T00:00:00Z",
             "related":["%s"],"affected":[{"package":{"ecosystem":"AlmaLinux:8","name":"openssl"},
             "ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"1:1.1.1k-99.el8"}]}]}]}
            """;

    @Inject
    CatalogService catalog;

    @Test
    void an_import_that_changes_nothing_makes_no_revision() {
        String month = Imports.month("2031-Jan", "2031-01-14T08:00:00Z", "CVE-2031-0001=9310001");
        JsonPath first = Imports.succeeded("filename=2031-Jan.xml", month);
        long revision = catalog.revision();

        JsonPath second = Imports.succeeded("filename=again.xml", month);

        assertThat(first.getLong("counts.created")).isEqualTo(1);
        assertThat(second.getLong("counts.unchanged")).isEqualTo(1);
        assertThat(catalog.revision()).isEqualTo(revision);
        assertThat(second.getLong("progress.done")).isEqualTo(second.getLong("progress.total"));
        admin().get("/api/v1/advisories/CVE-2031-0001")
                .then()
                .statusCode(200)
                .body("title", containsString("Invented"))
                .body("summary", equalTo("A text."))
                .body("severity", equalTo("critical"))
                .body("publisherSeverity", equalTo("Critical"))
                .body("remedies.id", contains("KB9310001"))
                .body("remedies[0].supersedes", contains("KB3187754"))
                .body("products.name", contains("Windows Server 2012 R2"))
                .body("documents.name", contains("2031-Jan"));
    }

    @Test
    void the_newest_revision_counts_whatever_came_last() {
        String old =
                Imports.month("2031-Feb", "2031-02-11T08:00:00Z", "CVE-2031-0002=9310002", "CVE-2031-0003=9310002");
        String middle = Imports.month("2031-Feb", "2031-02-20T08:00:00Z", "CVE-2031-0002=9310002");
        String last =
                Imports.month("2031-Feb", "2031-03-01T08:00:00Z", "CVE-2031-0002=9310002", "CVE-2031-0003=9310003");

        Imports.succeeded("filename=a.xml", old);
        JsonPath withdrawal = Imports.succeeded("filename=b.xml", middle);
        admin().get("/api/v1/advisories/CVE-2031-0003").then().body("withdrawnAt", equalTo("2031-02-20T08:00:00Z"));
        JsonPath late = Imports.succeeded("filename=c.xml", old);
        admin().get("/api/v1/advisories/CVE-2031-0003").then().body("withdrawnAt", notNullValue());
        Imports.succeeded("filename=d.xml", last);

        assertThat(withdrawal.getLong("counts.updated")).isPositive();
        assertThat(late.getLong("counts.unchanged")).isEqualTo(2);
        admin().get("/api/v1/advisories/CVE-2031-0003")
                .then()
                .body("withdrawnAt", nullValue())
                .body("remedies.id", contains("KB9310003"));
    }

    @Test
    void documents_in_any_order_make_the_same_catalog() {
        List<String> forward = months("F");
        List<String> backward = months("B");
        forward.forEach(month -> Imports.succeeded("filename=f.xml", month));
        for (int i = backward.size() - 1; i >= 0; i--) {
            Imports.succeeded("filename=b.xml", backward.get(i));
        }

        assertThat(said("F")).hasSize(4).isEqualTo(said("B"));
    }

    private static List<String> months(String prefix) {
        return List.of(
                Imports.month(prefix + "-OOB1", "2031-04-01T08:00:00Z", "CVE-2031-0010=9310010"),
                Imports.month(
                        prefix + "-OOB2", "2031-04-02T08:00:00Z", "CVE-2031-0010=9310011", "CVE-2031-0011=9310011"),
                Imports.month(
                        prefix + "-OOB1", "2031-04-03T08:00:00Z", "CVE-2031-0010=9310012", "CVE-2031-0012=9310012"));
    }

    private List<String> said(String prefix) {
        return catalog.snapshot().statements().stream()
                .filter(statement -> statement.document().startsWith(prefix + "-OOB"))
                .map(statement -> statement.document().substring(prefix.length()) + statement.cve() + statement.fixes())
                .toList();
    }

    @Test
    void exploitation_is_shown_whether_it_comes_before_or_after_the_advisory() {
        String kev = """
                {"title":"x","catalogVersion":"2099.01.01","dateReleased":"%s","vulnerabilities":[
                 {"cveID":"CVE-2031-0021","dateAdded":"2031-01-01","dueDate":"2031-01-22","knownRansomwareCampaignUse":"Known"},
                 {"cveID":"CVE-2031-0022","dateAdded":"2031-01-02","dueDate":"2031-01-23","knownRansomwareCampaignUse":"Unknown"},
                 {"cveID":"CVE-2017-0144","dateAdded":"2022-02-10","dueDate":"2022-08-10","knownRansomwareCampaignUse":"Known"}]}
                """;
        Imports.succeeded(
                "filename=before.xml", Imports.month("2031-Mar", "2031-03-11T08:00:00Z", "CVE-2031-0021=9310021"));
        Imports.succeeded("filename=epss_scores-2031-01-01.csv", "cve,epss\nCVE-2031-0021,0.5\nCVE-2031-0022,0.25\n");
        Imports.succeeded("filename=kev.json", kev.formatted("2020-01-01T00:00:00Z"));
        admin().get("/api/v1/advisories/CVE-2031-0021").then().body("kev", equalTo(false));
        Imports.succeeded("format=kev&filename=kev.json", kev.formatted("2026-06-01T00:00:00Z"));
        Imports.succeeded(
                "filename=after.xml", Imports.month("2031-Apr", "2031-04-08T08:00:00Z", "CVE-2031-0022=9310022"));

        admin().get("/api/v1/advisories/CVE-2031-0021")
                .then()
                .body("kev", equalTo(true))
                .body("kevDue", equalTo("2031-01-22"))
                .body("cves[0].ransomware", equalTo(true))
                .body("cves[0].epss", equalTo(0.5f));
        admin().get("/api/v1/advisories/CVE-2031-0022")
                .then()
                .body("kev", equalTo(true))
                .body("epss", equalTo(0.25f))
                .body("cves[0].kevAdded", equalTo("2031-01-02"));
        assertThat(catalog.cveDecorations(List.of("CVE-2031-0022", "CVE-1999-1")))
                .containsOnlyKeys("CVE-2031-0022");
    }

    @Test
    void a_broken_document_changes_nothing() {
        long revision = catalog.revision();

        JsonPath job = Imports.ended("filename=cut.xml", "<cvrfdoc><DocumentTitle>".getBytes(StandardCharsets.UTF_8));

        assertThat(job.getString("state")).isEqualTo("failed");
        assertThat(job.getList("problems", String.class))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("cut.xml: line ");
        assertThat(catalog.revision()).isEqualTo(revision);
    }

    @Test
    void a_broken_file_in_an_archive_is_rejected_by_name() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(
                "a/ALSA-2031:0001.json",
                ERRATUM.formatted("ALSA-2031:0001", "CVE-2031-0031").getBytes(StandardCharsets.UTF_8));
        files.put("a/broken.json", "{\"id\":".getBytes(StandardCharsets.UTF_8));

        JsonPath job = Imports.succeeded("format=osv&filename=osv.zip", Imports.zip(files));

        assertThat(job.getLong("counts.created")).isEqualTo(1);
        assertThat(job.getLong("counts.rejected")).isEqualTo(1);
        assertThat(job.getList("problems", String.class)).anyMatch(problem -> problem.contains("a/broken.json"));
        admin().get("/api/v1/advisories/ALSA-2031:0001")
                .then()
                .statusCode(200)
                .body("source", equalTo("almalinux"))
                .body("severity", equalTo("unrated"))
                .body("remedies.id", contains("openssl 1:1.1.1k-99.el8"));
    }

    @Test
    void an_erratum_of_two_sources_is_one_advisory_and_updateinfo_decides() {
        String updateinfo = """
                <updates><update type="security" version="1"><id>ALSA-2031:0002</id><title>openssl security update</title>
                 <issued date="2031-01-01 00:00:00"/><severity>Important</severity>
                 <references><reference type="cve" id="CVE-2031-0041"/></references>
                 <pkglist><collection><package name="openssl" epoch="1" version="1.1.1k" release="98.el8" arch="x86_64"/>
                 </collection></pkglist></update></updates>
                """;
        Imports.succeeded("filename=one.json", ERRATUM.formatted("ALSA-2031:0002", "CVE-2031-0042"));
        Imports.succeeded("format=updateinfo&filename=u.xml&mirror=mirror-one", updateinfo);
        Imports.succeeded("format=updateinfo&filename=u.xml&mirror=mirror-two", updateinfo.replace("98.el8", "97.el8"));

        admin().get("/api/v1/advisories/ALSA-2031:0002")
                .then()
                .statusCode(200)
                .body("title", equalTo("openssl security update"))
                .body("severity", equalTo("important"))
                .body("cves.id", contains("CVE-2031-0041", "CVE-2031-0042"))
                .body("remedies.id", hasItems("openssl-1:1.1.1k-98.el8.x86_64", "openssl-1:1.1.1k-97.el8.x86_64"))
                .body("documents.mirror", hasItems("mirror-one", "mirror-two"));
        assertThat(catalog.snapshot().mirrors())
                .filteredOn(mirror -> mirror.name().equals("mirror-one"))
                .hasSize(1)
                .allSatisfy(mirror -> assertThat(mirror.distribution()).isEqualTo("almalinux"));
        JsonPath replaced =
                Imports.succeeded("format=updateinfo&filename=u.xml&mirror=mirror-two", "<updates></updates>");
        assertThat(replaced.getLong("counts.updated")).isEqualTo(1);
        assertThat(catalog.snapshot().errata())
                .filteredOn(erratum -> erratum.id().equals("ALSA-2031:0002"))
                .hasSize(1);
    }

    @Test
    void a_held_import_waits_for_a_person() {
        long revision = catalog.revision();
        JsonPath held = Imports.ended(
                "filename=hold.xml", bytes(Imports.month("Hold-OOB", "2031-05-01T00:00:00Z", "HOLD-1=9310050")));

        assertThat(held.getString("state")).isEqualTo("held");
        assertThat(held.getLong("difference.hostsConcerned")).isEqualTo(3);
        assertThat(held.getLong("difference.advisories.created")).isEqualTo(1);
        assertThat(catalog.revision()).isEqualTo(revision);
        admin().get("/api/v1/advisories/HOLD-1").then().statusCode(404);

        String location = "/api/v1/catalog/imports/" + held.getString("id");
        admin().body("{\"reason\":\"seen\"}").post(location + "/apply").then().statusCode(200);
        assertThat(Imports.awaited(location).getString("state")).isEqualTo("succeeded");
        admin().get("/api/v1/advisories/HOLD-1").then().statusCode(200);
        admin().post(location + "/apply").then().statusCode(200).body("decision.reason", equalTo("seen"));
        admin().post(location + "/refuse").then().statusCode(409);
    }

    @Test
    void a_refused_import_leaves_nothing() {
        JsonPath held = Imports.ended(
                "filename=hold2.xml", bytes(Imports.month("Hold-OOB2", "2031-05-01T00:00:00Z", "HOLD-2=9310051")));
        String location = "/api/v1/catalog/imports/" + held.getString("id");

        admin().body("{\"reason\":\"no\"}")
                .post(location + "/refuse")
                .then()
                .statusCode(200)
                .body("state", equalTo("failed"));

        admin().get("/api/v1/advisories/HOLD-2").then().statusCode(404);
        admin().get("/api/v1/catalog/imports?limit=1000")
                .then()
                .statusCode(200)
                .body("items.id", hasItem(held.getString("id")));
    }

    @Test
    void an_unknown_format_is_400_and_names_the_known_ones() {
        admin().contentType("application/octet-stream")
                .body("x".getBytes(StandardCharsets.UTF_8))
                .post("/api/v1/catalog/imports?format=cab")
                .then()
                .statusCode(400)
                .body("type", equalTo("/problems/unknown-format"))
                .body("detail", containsString("windows-history"));
    }

    @Test
    void the_update_history_grows_and_keeps_its_order() {
        JsonPath job = Imports.succeeded(
                "format=windows-history&filename=h.tsv",
                "product\tline\tkind\trevision\tkb\nInvented Server\tSP1\trollup\t\tKB9310060\n"
                        + "Invented Server\tSP1\trollup\t\tKB9310061\n");
        JsonPath more = Imports.succeeded(
                "format=windows-history&filename=h.tsv",
                "product\tline\tkind\trevision\tkb\nInvented Server\tSP1\trollup\t\tKB9310060\n"
                        + "Invented Server\tSP1\trollup\t\tKB9310062\n");

        assertThat(job.getLong("counts.created")).isEqualTo(2);
        assertThat(more.getLong("counts.created")).isEqualTo(1);
        assertThat(catalog.snapshot().history())
                .filteredOn(line -> line.product().equals("Invented Server"))
                .extracting(HistoryLine::kb)
                .containsExactly("KB9310060", "KB9310062", "KB9310061");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
