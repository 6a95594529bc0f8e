package io.patchwave.platform;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.patchwave.Given;
import io.patchwave.ServerTest;
import io.patchwave.platform.database.Sql;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every call of the people's API, tried where it is cheapest. */
@ServerTest
class RequestsTest {
    private static final String PROBLEM = "application/problem+json";

    @Inject
    Sql sql;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'username': 'ordinal', 'password': 'long enough 1', 'role': 0}",
                "{'username': 5, 'password': 'long enough 1', 'role': 'auditor'}",
                "{'username': 'nul\\u0000', 'password': 'long enough 1', 'role': 'auditor'}",
                "{'username': 'half\\ud800', 'password': 'long enough 1', 'role': 'auditor'}",
                "{'username': 'twice', 'username': 'two', 'password': 'long enough 1', 'role': 'auditor'}",
                "{'username': 'more', 'password': 'long enough 1', 'role': 'auditor'} {}"
            })
    void a_body_means_what_it_says(String body) {
        Given.admin()
                .body(body.replace('\'', '"'))
                .post("/api/v1/users")
                .then()
                .statusCode(400)
                .contentType(PROBLEM)
                .body("detail", not(nullValue()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "'+999999999-12-31T23:59:59Z'", "'soon'"})
    void a_time_of_a_body_is_rfc_3339(String time) {
        Given.admin()
                .body("{'name': 't', 'expiresAt': %s}".formatted(time).replace('\'', '"'))
                .post("/api/v1/tokens")
                .then()
                .statusCode(400)
                .body("violations.field", hasItem("expiresAt"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/compliance/summary?asOf=%2B999999999-01-01T00:00:00Z",
                "/audit/events?from=%2B999999999-01-01T00:00:00Z",
                "/advisories/MS17-010/exposure?asOf=-999999999-01-01T00:00:00Z",
                "/hosts?q=%00",
                "/advisories?cve=%00",
                "/advisories/MS17-010%00",
                "/groups?count=maybe",
                "/users?limit=0",
                "/tokens?after=nonsense"
            })
    void a_parameter_that_cannot_be_right_is_named(String address) {
        Given.admin()
                .urlEncodingEnabled(false)
                .get("/api/v1" + address)
                .then()
                .statusCode(400)
                .contentType(PROBLEM)
                .body("violations", hasSize(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"users", "tokens", "mitigations", "enrollment-tokens", "catalog/imports", "enrollment-conflicts"
            })
    void every_list_has_a_total_when_asked_for(String list) {
        Given.admin()
                .get("/api/v1/" + list + "?count=true")
                .then()
                .statusCode(200)
                .body("$", hasKey("count"));
        Given.admin().get("/api/v1/" + list).then().statusCode(200).body("$", not(hasKey("count")));
    }

    @Test
    void short_lists_page_too() {
        Given.auditor().get("/api/v1/me").then().statusCode(200);
        String next = Given.admin().get("/api/v1/users?limit=1").jsonPath().getString("next");

        Given.admin()
                .get("/api/v1/users?limit=1&after=" + next)
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].username", not(equalTo("admin")));
        Given.admin()
                .get("/api/v1/mitigations?limit=1&after=" + next)
                .then()
                .statusCode(400)
                .body("type", equalTo("/problems/cursor-mismatch"));
    }

    @Test
    void a_cursor_with_another_key_in_it_is_refused() {
        Given.admin().body("{\"description\": \"a\"}").post("/api/v1/enrollment-tokens");
        Given.admin().body("{\"description\": \"b\"}").post("/api/v1/enrollment-tokens");
        String next = Given.admin()
                .get("/api/v1/enrollment-tokens?limit=1")
                .jsonPath()
                .getString("next");
        String text = new String(Base64.getUrlDecoder().decode(next), StandardCharsets.UTF_8);
        String key = text.replaceAll(".*,\"([^\"]+)\"]$", "$1");

        for (String other : List.of("x", "", UUID.randomUUID().toString())) {
            String forged = Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(text.replace(key, other).getBytes(StandardCharsets.UTF_8));
            after(forged);
        }
        after("bnVsbA"); // null
        after("WyJhIixudWxsXQ"); // ["a",null]
    }

    private static void after(String cursor) {
        Given.admin()
                .get("/api/v1/enrollment-tokens?limit=1&after=" + cursor)
                .then()
                .statusCode(400)
                .body("violations.field", hasItem("after"));
    }

    @Test
    void a_call_whose_body_is_optional_needs_no_content_type() {
        nothing()
                .post("/api/v1/rollouts/" + UUID.randomUUID() + "/start")
                .then()
                .statusCode(404);
        nothing().post("/api/v1/exports").then().statusCode(202);
    }

    private static RequestSpecification nothing() {
        return given().auth().preemptive().basic("admin", Given.ADMIN_PASSWORD);
    }

    @Test
    void what_is_not_json_is_not_answered() {
        String group = nothing()
                .contentType("application/json")
                .body("{\"name\": \"%s\", \"hosts\": []}".formatted(UUID.randomUUID()))
                .post("/api/v1/groups")
                .header("Location");

        nothing().accept("text/html").get(group).then().statusCode(406).contentType(PROBLEM);
        nothing().accept("nonsense").get(group).then().statusCode(406).contentType(PROBLEM);
        nothing()
                .accept("text/html, */*;q=0.8")
                .get(group)
                .then()
                .statusCode(200)
                .contentType("application/json");
    }

    @Test
    void a_content_type_that_is_none_is_the_callers_mistake() {
        nothing()
                .header("Content-Type", "/;;")
                .body("{}".getBytes(StandardCharsets.UTF_8))
                .post("/api/v1/groups")
                .then()
                .statusCode(400)
                .contentType(PROBLEM);
    }

    @Test
    void every_refusal_has_a_sentence() {
        Given.auditor().get("/api/v1/users").then().statusCode(403).body("detail", containsString("role"));
        Given.admin().body("{}").post("/api/v1/tokens").then().statusCode(400).body("detail", containsString("name"));
        Given.admin().delete("/api/v1/meta").then().statusCode(405).body("detail", containsString("method"));
    }

    @Test
    void durations_are_iso_8601() {
        Given.admin().get("/api/v1/meta").then().statusCode(200).body("catalogAge", matchesPattern("PT.+"));
    }

    @Test
    void the_api_says_how_to_sign_in() {
        Given.nobody()
                .accept("application/json")
                .get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .body("components.securitySchemes.basic.scheme", equalTo("basic"))
                .body("components.securitySchemes.bearer.scheme", equalTo("bearer"));
    }

    @Test
    void an_upload_is_taken_once_under_its_key() {
        String key = UUID.randomUUID().toString();
        byte[] large = new byte[3 * 1024 * 1024];
        String first = upload(key, large).then().statusCode(202).extract().header("Location");

        assertThat(upload(key, large).header("Location")).isEqualTo(first);
        large[2_000_000] = 1;
        upload(key, large).then().statusCode(422);
    }

    private static io.restassured.response.Response upload(String key, byte[] body) {
        return nothing()
                .contentType("application/octet-stream")
                .header("Idempotency-Key", key)
                .body(body)
                .post("/api/v1/hosts/imports");
    }

    @Test
    void an_empty_list_fits_columns_of_any_type() {
        assertThat(sql.number("select count(*) from inventory_host where id = any(?)", List.of()))
                .isZero();
        assertThat(sql.number("select count(*) from inventory_host where hostname = any(?)", List.of()))
                .isZero();
    }
}
