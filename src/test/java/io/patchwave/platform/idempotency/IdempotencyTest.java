package io.patchwave.platform.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.patchwave.Given;
import io.patchwave.ServerTest;
import io.restassured.response.Response;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@ServerTest
class IdempotencyTest {
    @Test
    void a_repeated_call_gets_the_first_answer_and_makes_nothing() {
        String key = UUID.randomUUID().toString();
        String body = user("once");
        Response first = post(key, body, "/api/v1/users");

        Response second = post(key, body, "/api/v1/users");

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(second.<String>path("id")).isEqualTo(first.path("id"));
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
    }

    @Test
    void another_body_under_the_key_is_refused() {
        String key = UUID.randomUUID().toString();
        post(key, user("one"), "/api/v1/users").then().statusCode(201);
        post(key, user("two"), "/api/v1/users")
                .then()
                .statusCode(422)
                .body("type", equalTo("/problems/idempotency-key-reused"));
    }

    @Test
    void a_refused_call_may_be_repeated() {
        String key = UUID.randomUUID().toString();
        post(key, "{\"username\":\"bad:name\",\"password\":\"long enough\",\"role\":\"auditor\"}", "/api/v1/users")
                .then()
                .statusCode(400);
        post(key, user("after"), "/api/v1/users").then().statusCode(201);
    }

    @Test
    void a_secret_is_not_kept_and_not_made_twice() {
        String key = UUID.randomUUID().toString();
        String body = "{\"description\":\"idempotent\"}";
        Response first = post(key, body, "/api/v1/enrollment-tokens");
        first.then().statusCode(201);

        post(key, body, "/api/v1/enrollment-tokens")
                .then()
                .statusCode(409)
                .body("created", containsString(first.<String>path("id")));
    }

    @Test
    void keys_belong_to_their_actor_and_are_nothing_to_those_who_may_not() {
        String key = UUID.randomUUID().toString();
        String body = "{\"description\":\"mine\"}";
        post(key, body, "/api/v1/enrollment-tokens").then().statusCode(201);
        Given.operator()
                .header("Idempotency-Key", key)
                .body(body)
                .post("/api/v1/enrollment-tokens")
                .then()
                .statusCode(201);
        Given.auditor()
                .header("Idempotency-Key", key)
                .body(body)
                .post("/api/v1/enrollment-tokens")
                .then()
                .statusCode(403);
    }

    private static String user(String name) {
        return "{\"username\":\"%s-%s\",\"password\":\"long enough\",\"role\":\"auditor\"}"
                .formatted(name, UUID.randomUUID());
    }

    private static Response post(String key, String body, String path) {
        return Given.admin().header("Idempotency-Key", key).body(body).post(path);
    }
}
