package io.patchwave.compliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;

import io.patchwave.AgentGiven;
import io.patchwave.Given;
import io.patchwave.ServerTest;
import io.patchwave.exposure.FleetErrata;
import io.patchwave.platform.id.Secrets;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@ServerTest
class ComplianceTest {
    private static final String SMB1_OFF = "{\"smb1\": \"off\"}";
    private static final String WINDOWS = """
            {"os": {"family": "windows", "name": "Microsoft Windows Server 2012 R2 Standard", "version": "6.3.9600",
             "build": 9600, "architecture": "x64", "productType": "server", "servicePack": 0}, "hotfixes": ["KB3000850"]}""";

    @Inject
    Clock clock;

    @Test
    void the_summary_counts_every_status() {
        Given.admin()
                .get("/api/v1/compliance/summary")
                .then()
                .statusCode(200)
                .body("rows.compliant", greaterThanOrEqualTo(0))
                .body("rows.unknown", greaterThanOrEqualTo(0))
                .body("population.hosts", greaterThanOrEqualTo(0));
    }

    /** Made rows counted one by one are what the summary says, of each kind of host, in both grains, now and on a past day. */
    @Test
    void the_summary_is_the_count_of_the_exported_rows() {
        String name = AgentGiven.unique("lib");
        FleetErrata.imported(AgentGiven.unique("mirror"), AgentGiven.unique("ALSA-2024:"), name, "2.0");
        AgentGiven.Agent open = AgentGiven.enrolled("sum").sends(AgentGiven.linux(name + "-0:1.0-1.el8.x86_64"));
        AgentGiven.Agent patched = AgentGiven.enrolled("sum").sends(AgentGiven.linux(name + "-0:2.0-1.el8.x86_64"));
        AgentGiven.Agent windows = AgentGiven.enrolled("sum").sends(WINDOWS);
        AgentGiven.Agent mitigated = AgentGiven.enrolled("sum").sends(WINDOWS);
        mitigated.checkIn(Map.of(
                "inventoryDigest",
                AgentGiven.digest(WINDOWS),
                "factsDigest",
                AgentGiven.digest(SMB1_OFF),
                "rebootPending",
                false,
                "bootId",
                "boot-1"));
        mitigated.request().body(SMB1_OFF).put("/agent/v1/facts").then().statusCode(204);
        AgentGiven.Agent silent = AgentGiven.enrolled("sum");
        String group = AgentGiven.unique("group");
        Given.admin()
                .body(Map.of(
                        "name",
                        group,
                        "hosts",
                        Stream.of(open, patched, windows, mitigated, silent)
                                .map(AgentGiven.Agent::hostId)
                                .toList()))
                .post("/api/v1/groups")
                .then()
                .statusCode(201);
        String then = clock.instant().toString();
        patched.sends(AgentGiven.linux(name + "-0:1.5-1.el8.x86_64"));
        for (String grain : List.of("remedy", "advisory")) {
            for (String moment : List.of("", "&asOf=" + then, "&knownAt=" + then)) {
                String query = "group=" + group + "&grain=" + grain + moment;
                Map<String, Integer> rows = Given.admin()
                        .get("/api/v1/compliance/summary?" + query)
                        .then()
                        .statusCode(200)
                        .body("population.hosts", equalTo(5))
                        .body("population.neverSeen", equalTo(1))
                        .body("rows.missing", greaterThanOrEqualTo(1))
                        .body("rows.mitigated", greaterThanOrEqualTo(1))
                        .extract()
                        .path("rows");
                assertThat(rows.entrySet().stream().filter(entry -> entry.getValue() > 0))
                        .as(query)
                        .containsExactlyInAnyOrderElementsOf(exported(query).entrySet());
            }
        }
    }

    private static Map<String, Integer> exported(String query) {
        Map<String, Integer> rows = new HashMap<>();
        Given.admin()
                .get("/api/v1/compliance/export?format=ndjson&" + query)
                .asString()
                .lines()
                .forEach(line -> rows.merge(new JsonPath(line).getString("status"), 1, Integer::sum));
        return rows;
    }

    @Test
    void a_streamed_export_has_a_head_with_the_hash_of_what_was_streamed() {
        Response csv = Given.admin().get("/api/v1/compliance/export?format=csv");
        csv.then().statusCode(200).contentType(containsString("text/csv"));
        String head = csv.header("Link").replaceAll("^<([^>]+)>.*", "$1");

        Given.admin()
                .get(head)
                .then()
                .statusCode(200)
                .body("state", equalTo("succeeded"))
                .body("head.sha256", equalTo(Secrets.sha256(csv.asByteArray())))
                .body("head.timeZone", equalTo("UTC"))
                .body("head.rowCount", equalTo((int) csv.asString().lines().count() - 1));
    }

    @Test
    void an_export_that_stays_is_a_job_with_content() {
        String location = Given.admin()
                .body(Map.of("format", "ndjson", "grain", "advisory"))
                .post("/api/v1/exports")
                .then()
                .statusCode(202)
                .extract()
                .header("Location");

        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> Given.admin().get(location).jsonPath().getString("state"), "succeeded"::equals);

        byte[] content = Given.admin()
                .accept("*/*")
                .get(location + "/content")
                .then()
                .statusCode(200)
                .extract()
                .asByteArray();
        assertThat(Given.admin().get(location).jsonPath().getString("head.sha256"))
                .isEqualTo(Secrets.sha256(content));
    }

    @Test
    void a_word_the_export_does_not_know_is_refused_by_name() {
        for (String query :
                new String[] {"format=pdf", "asOf=yesterday", "grain=cve", "framework=mlps", "group=nobody"}) {
            Given.admin()
                    .get("/api/v1/compliance/export?" + query)
                    .then()
                    .statusCode(400)
                    .body("violations.field", hasItem(query.split("=")[0]));
        }
    }

    @Test
    void an_export_of_a_group_that_does_not_exist_is_not_queued() {
        Given.admin()
                .body(Map.of("group", "nobody"))
                .post("/api/v1/exports")
                .then()
                .statusCode(400)
                .body("violations.field", hasItem("group"));
    }

    @Test
    void nobody_exports_without_credentials() {
        Given.nobody().get("/api/v1/compliance/export").then().statusCode(401);
    }

    @Test
    void an_export_is_written_to_the_audit_log() {
        Given.admin().get("/api/v1/compliance/export?format=ndjson").then().statusCode(200);

        Given.admin()
                .get("/api/v1/audit/events?action=compliance.exported&limit=1")
                .then()
                .statusCode(200)
                .body("items[0].actor.name", equalTo("admin"));
    }
}
