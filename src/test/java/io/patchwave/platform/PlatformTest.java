package io.patchwave.platform;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.patchwave.Given;
import io.patchwave.ServerTest;
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
}
