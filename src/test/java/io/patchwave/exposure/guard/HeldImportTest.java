package io.patchwave.exposure.guard;

import static io.patchwave.Given.admin;
import static io.patchwave.Given.auditor;
import static io.patchwave.Given.operator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import io.patchwave.AgentGiven;
import io.patchwave.ServerTest;
import io.patchwave.catalog.CatalogService;
import io.patchwave.catalog.Imports;
import io.patchwave.platform.job.JobService;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A held import from the upload to a person's word, on a server whose fleet is for the greater part ours. */
@ServerTest
class HeldImportTest {
    private static final String IMPORTS = "/api/v1/catalog/imports";

    @Inject
    CatalogService catalog;

    @Inject
    JobService jobs;

    private final String name = AgentGiven.unique("held");
    private final String mirror = AgentGiven.unique("held-mirror");
    private long hosts;

    @BeforeEach
    void most_of_the_fleet_has_the_package() {
        long others = admin().get("/api/v1/hosts?count=true&limit=1").jsonPath().getLong("count");
        hosts = Math.max(10, others);
        String documents = IntStream.range(0, (int) hosts)
                .mapToObj(i -> """
                        {"hostname": "%s-%d", "os": {"family": "linux", "id": "almalinux", "versionId": "8",
                         "architecture": "x86_64"}, "packages": ["%s-1:1.0-1.el8.x86_64"]}""".formatted(name, i, name))
                .collect(Collectors.joining(",", "[", "]"));
        String location = admin().contentType("application/octet-stream")
                .body(documents.getBytes(StandardCharsets.UTF_8))
                .post("/api/v1/hosts/imports?format=inventory&filename=fleet.json")
                .then()
                .statusCode(202)
                .extract()
                .header("Location");
        assertThat(Imports.awaited(location).getLong("counts.created")).isEqualTo(hosts);
        imported("1", 0, 20);
        Awaitility.await()
                .untilAsserted(() -> admin().get("/api/v1/advisories/" + id(3) + "/exposure")
                        .then()
                        .body("exposed", equalTo((int) hosts)));
    }

    @AfterEach
    void they_retire() {
        List<String> ids;
        do {
            ids = admin().get("/api/v1/hosts?status=active&limit=500&q=" + name)
                    .jsonPath()
                    .getList("items.id");
            ids.forEach(id -> admin().delete("/api/v1/hosts/" + id));
        } while (!ids.isEmpty());
    }

    private String id(int number) {
        return "ALSA-2034:" + name + "-" + number;
    }

    private JsonPath imported(String epoch, int from, int to) {
        return Imports.ended(
                "format=updateinfo&filename=updateinfo.xml&for=almalinux:8&mirror=" + mirror,
                document(epoch, from, to).getBytes(StandardCharsets.UTF_8));
    }

    private String document(String epoch, int from, int to) {
        StringBuilder xml = new StringBuilder("<updates>");
        IntStream.range(from, to).forEach(i -> xml.append("""
                <update type="security" version="1"><id>%s</id><title>invented</title>
                 <issued date="2034-01-01 00:00:00"/><severity>Important</severity><pkglist><collection>
                 <package name="%s" epoch="%s" version="2.%d" release="1.el8" arch="x86_64"/>
                 </collection></pkglist></update>
                """.formatted(id(i), i < 10 ? name : "elsewhere", epoch, i)));
        return xml.append("</updates>").toString();
    }

    private void exposed(int number, long count) {
        Awaitility.await()
                .untilAsserted(() -> admin().get("/api/v1/advisories/" + id(number) + "/exposure")
                        .then()
                        .body("exposed", equalTo((int) count)));
    }

    @Test
    void a_truncated_document_waits_and_is_applied_by_an_admin_once() {
        long revision = catalog.revision();

        JsonPath held = imported("1", 10, 20);

        String location = IMPORTS + "/" + held.getString("id");
        assertThat(held.getString("state")).isEqualTo("held");
        assertThat(held.getInt("difference.advisories.withdrawn")).isEqualTo(10);
        assertThat(held.getLong("difference.closed")).isEqualTo(hosts);
        assertThat(held.getLong("difference.hostsConcerned")).isEqualTo(hosts);
        assertThat(held.getLong("difference.hosts")).isGreaterThanOrEqualTo(hosts);
        assertThat(held.getString("difference.reason")).contains("close findings on " + hosts);
        assertThat(held.getList("difference.samples")).hasSize(10);
        assertThat(held.getString("difference.samples[0].before.verdict")).isEqualTo("exposed");
        assertThat(held.getString("difference.samples[0].after.verdict")).isEqualTo("unaffected");
        assertThat(held.getLong("difference.samples[0].hosts")).isEqualTo(hosts);
        assertThat(catalog.revision()).isEqualTo(revision);
        exposed(3, hosts);
        operator().get(IMPORTS + "?limit=5").then().body("items.state", hasItem("held"));

        operator().body("{}").post(location + "/apply").then().statusCode(403);
        auditor().body("{}").post(location + "/apply").then().statusCode(403);
        operator().body("{}").post(location + "/refuse").then().statusCode(403);
        assertThat(admin().get(location).jsonPath().getString("state")).isEqualTo("held");

        admin().body("{\"reason\":\"the publisher withdrew them\"}")
                .post(location + "/apply")
                .then()
                .statusCode(200);
        JsonPath applied = Imports.awaited(location);
        admin().post(location + "/apply").then().statusCode(200).body("state", equalTo("succeeded"));
        admin().post(location + "/refuse")
                .then()
                .statusCode(409)
                .body("detail", containsString("succeeded, applied by admin"));

        assertThat(applied.getString("state")).isEqualTo("succeeded");
        assertThat(applied.getLong("counts.updated")).isEqualTo(10);
        assertThat(applied.getString("decision.decided")).isEqualTo("applied");
        assertThat(applied.getString("decision.by")).isEqualTo("admin");
        assertThat(applied.getString("decision.reason")).isEqualTo("the publisher withdrew them");
        assertThat(applied.getLong("difference.closed")).isEqualTo(hosts);
        exposed(3, 0);
        List<String> subjects = admin().get("/api/v1/audit/events?limit=500&action=catalog.import-applied")
                .jsonPath()
                .getList("items.subject");
        assertThat(subjects).containsOnlyOnce("catalog-import:" + held.getString("id"));
    }

    @Test
    void missing_epochs_wait_and_a_refusal_is_final() {
        JsonPath held = imported("0", 0, 20);
        String location = IMPORTS + "/" + held.getString("id");
        assertThat(held.getString("state")).isEqualTo("held");
        assertThat(held.getLong("difference.changedNames")).isEqualTo(hosts);
        assertThat(held.getList("difference.samples[0].before.names")).containsExactly(name + "-1:2.0-1.el8.x86_64");
        assertThat(held.getList("difference.samples[0].after.names")).containsExactly(name + "-0:2.0-1.el8.x86_64");
        Path upload = jobs.held("catalog-import").stream()
                .filter(job -> job.id().equals(UUID.fromString(held.getString("id"))))
                .map(job -> Path.of(job.file()))
                .findFirst()
                .orElseThrow();
        assertThat(upload).exists();

        for (int twice = 0; twice < 2; twice++) {
            admin().body("{\"reason\":\"epochs are missing\"}")
                    .post(location + "/refuse")
                    .then()
                    .statusCode(200)
                    .body("state", equalTo("failed"))
                    .body("decision.decided", equalTo("refused"))
                    .body("difference.changedNames", equalTo((int) hosts))
                    .body("problems", hasItem("Refused by admin: epochs are missing"));
        }
        admin().post(location + "/apply")
                .then()
                .statusCode(409)
                .body("detail", containsString("failed, refused by admin"));

        assertThat(Files.exists(upload)).isFalse();
        exposed(3, hosts);
        List<String> subjects = admin().get("/api/v1/audit/events?limit=500&action=catalog.import-refused")
                .jsonPath()
                .getList("items.subject");
        assertThat(subjects).containsOnlyOnce("catalog-import:" + held.getString("id"));
    }

    @Test
    void the_same_id_with_other_packages_waits() {
        String other = document("1", 0, 20).replace("name=\"" + name + "\"", "name=\"quite-another\"");

        JsonPath held = Imports.ended(
                "format=updateinfo&filename=u.xml&for=almalinux:8&mirror=" + mirror,
                other.getBytes(StandardCharsets.UTF_8));

        assertThat(held.getString("state")).isEqualTo("held");
        assertThat(held.getInt("difference.advisories.changed")).isEqualTo(10);
        assertThat(held.getLong("difference.changedNames")).isEqualTo(hosts);
        admin().post(IMPORTS + "/" + held.getString("id") + "/refuse").then().statusCode(200);
    }

    @Test
    void a_new_advisory_that_opens_everywhere_is_not_held() {
        JsonPath more = imported("1", 0, 21);

        assertThat(more.getString("state")).isEqualTo("succeeded");
        assertThat(more.getLong("counts.created")).isEqualTo(1);
        more.getList("problems")
                .forEach(problem -> assertThat(problem.toString()).doesNotContain("held"));
        admin().get(IMPORTS + "/" + more.getString("id")).then().body("difference", nullValue());
        admin().post(IMPORTS + "/" + more.getString("id") + "/apply")
                .then()
                .statusCode(409)
                .body("detail", containsString("succeeded"));
    }

    @Test
    void another_import_of_the_same_document_tells_of_the_held_one_which_is_applied_to_what_is_there_then() {
        JsonPath held = imported("1", 10, 20);

        JsonPath again = imported("1", 10, 20);
        JsonPath better = imported("1", 0, 22);

        assertThat(again.getString("state")).isEqualTo("held");
        assertThat(again.getList("problems", String.class)).anyMatch(told -> told.contains(held.getString("id")));
        assertThat(better.getString("state")).isEqualTo("succeeded");
        assertThat(better.getList("problems", String.class))
                .anyMatch(told -> told.contains(held.getString("id")) && told.contains("updateinfo of " + mirror));
        admin().post(IMPORTS + "/" + again.getString("id") + "/refuse").then().statusCode(200);
        admin().post(IMPORTS + "/" + held.getString("id") + "/apply").then().statusCode(200);
        JsonPath applied = Imports.awaited(IMPORTS + "/" + held.getString("id"));
        assertThat(applied.getString("state")).isEqualTo("succeeded");
        assertThat(applied.getLong("difference.advisories.withdrawn")).isEqualTo(12);
    }
}
