package io.patchwave.compliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;

import io.patchwave.Given;
import io.patchwave.ServerTest;
import io.patchwave.platform.id.Secrets;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@ServerTest
class ComplianceTest {
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
