package io.patchwave.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.patchwave.Given;
import io.patchwave.ServerTest;
import io.patchwave.platform.database.Sql;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@ServerTest
class PlatformTest {
    @Test
    void ping_answers_ok_to_anybody() {
        Given.nobody().get("/api/v1/ping").then().statusCode(200).body("status", equalTo("ok"));
    }

    @Test
    void the_server_says_when_it_is_ready() {
        Given.nobody().get("/q/health/ready").then().statusCode(200);
    }

    @Test
    void the_problem_types_are_published() {
        Given.nobody().get("/problems").then().statusCode(200).body("type", hasItem("/problems/not-found"));
    }

    @Test
    void an_unknown_path_is_a_problem_document() {
        Given.nobody()
                .get("/api/v1/nothing-here")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("type", equalTo("/problems/not-found"));
    }

    @Test
    void a_body_that_is_no_upload_has_eight_mebibytes_at_most() {
        Given.admin()
                .body("{\"name\": \"" + "x".repeat(9 << 20) + "\"}")
                .post("/api/v1/rollouts")
                .then()
                .statusCode(413)
                .contentType("application/problem+json")
                .body("type", equalTo("/problems/too-large"));
    }

    @Test
    void a_body_that_does_not_say_how_long_it_is_is_bounded_too() throws Exception {
        var connection = (java.net.HttpURLConnection) java.net
                .URI
                .create("http://localhost:" + io.restassured.RestAssured.port + "/api/v1/rollouts")
                .toURL()
                .openConnection();
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.setChunkedStreamingMode(1 << 16);
        connection.setRequestProperty("Content-Type", "application/json");
        connection.setRequestProperty(
                "Authorization",
                "Basic " + java.util.Base64.getEncoder().encodeToString(("admin:" + Given.ADMIN_PASSWORD).getBytes()));
        try (var out = connection.getOutputStream()) {
            out.write("{\"name\": \"".getBytes());
            byte[] block = "x".repeat(1 << 16).getBytes();
            for (int i = 0; i < 9 * 16; i++) {
                out.write(block);
            }
        }
        assertThat(connection.getResponseCode()).isEqualTo(413);
    }

    @Inject
    Sql sql;

    @Test
    void a_text_with_a_nul_is_stored_without_it() {
        assertThat(sql.one("select cast(? as text)", row -> row.getString(1), "a\0b"))
                .contains("ab");
    }
}
