package io.patchwave.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.patchwave.Given;
import io.patchwave.ServerTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Users, their passwords, and what each role may. */
@ServerTest
class AccessTest {
    private static final String NEW_USER = "{\"username\":\"%s\",\"password\":\"%s\",\"role\":\"%s\"}";
    private static final String PASSWORD = "a long enough password";

    @Test
    void the_first_admin_signs_in_with_the_password_of_the_setting() {
        Given.admin()
                .get("/api/v1/me")
                .then()
                .statusCode(200)
                .body("username", equalTo("admin"))
                .body("role", equalTo("admin"));
    }

    @Test
    void only_admins_see_and_change_users() {
        for (var person : new io.restassured.specification.RequestSpecification[] {Given.operator(), Given.auditor()}) {
            person.get("/api/v1/users").then().statusCode(403).body("type", equalTo("/problems/forbidden"));
        }
        Given.operator()
                .body(NEW_USER.formatted("sneaky", PASSWORD, "admin"))
                .post("/api/v1/users")
                .then()
                .statusCode(403)
                .contentType("application/problem+json");
        Given.operator().delete("/api/v1/users/" + UUID.randomUUID()).then().statusCode(403);
        Given.nobody().get("/api/v1/users").then().statusCode(401);
        Given.admin().get("/api/v1/users").then().statusCode(200).body("items.username", hasItem("admin"));
    }

    @Test
    void a_user_is_made_signs_in_and_is_deleted() {
        String name = unique();
        String id = create(name, "operator");
        given().auth()
                .preemptive()
                .basic(name, PASSWORD)
                .get("/api/v1/me")
                .then()
                .statusCode(200)
                .body("role", equalTo("operator"));

        Given.admin().delete("/api/v1/users/" + id).then().statusCode(204);

        given().auth()
                .preemptive()
                .basic(name, PASSWORD)
                .get("/api/v1/me")
                .then()
                .statusCode(401);
        Given.admin().delete("/api/v1/users/" + id).then().statusCode(404);
    }

    @Test
    void no_answer_holds_a_password() {
        String answer = Given.admin()
                .body(NEW_USER.formatted(unique(), PASSWORD, "auditor"))
                .post("/api/v1/users")
                .then()
                .statusCode(201)
                .header("Location", containsString("/api/v1/users/"))
                .extract()
                .asString();
        assertThat(answer).doesNotContain(PASSWORD).doesNotContainIgnoringCase("argon2");
    }

    @Test
    void a_taken_name_is_a_conflict() {
        String name = unique();
        create(name, "auditor");
        Given.admin()
                .body(NEW_USER.formatted(name, PASSWORD, "auditor"))
                .post("/api/v1/users")
                .then()
                .statusCode(409)
                .body("type", equalTo("/problems/username-taken"));
    }

    @Test
    void bad_users_are_refused_with_the_member_at_fault() {
        refused(NEW_USER.formatted("bad:name", PASSWORD, "auditor"), "username");
        refused(NEW_USER.formatted(unique(), "short", "auditor"), "password");
        refused(NEW_USER.formatted(unique(), PASSWORD, "king"), "role");
        refused("{\"username\":\"x\",\"password\":\"%s\",\"role\":\"admin\",\"more\":1}".formatted(PASSWORD), "more");
        Given.admin()
                .body("{\"username\":")
                .post("/api/v1/users")
                .then()
                .statusCode(400)
                .body("type", equalTo("/problems/malformed-json"));
        Given.admin()
                .body("{\"username\":\"x\",\"role\":\"admin\"}")
                .post("/api/v1/users")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("violations[0].field", containsString("password"));
    }

    @Test
    void the_last_admin_stays() {
        String id = Given.admin().get("/api/v1/users").path("items.find { it.username == 'admin' }.id");
        Given.admin()
                .delete("/api/v1/users/" + id)
                .then()
                .statusCode(409)
                .body("type", equalTo("/problems/last-admin"));
    }

    @Test
    void a_changed_password_replaces_the_old_one_at_once() {
        String name = unique();
        create(name, "auditor");
        var old = given().auth().preemptive().basic(name, PASSWORD).contentType("application/json");
        old.body("{\"current\":\"wrong one\",\"password\":\"another long password\"}")
                .put("/api/v1/me/password")
                .then()
                .statusCode(403)
                .body("type", equalTo("/problems/wrong-password"));
        old.body("{\"current\":\"%s\",\"password\":\"another long password\"}".formatted(PASSWORD))
                .put("/api/v1/me/password")
                .then()
                .statusCode(204);

        given().auth()
                .preemptive()
                .basic(name, PASSWORD)
                .get("/api/v1/me")
                .then()
                .statusCode(401);
        given().auth()
                .preemptive()
                .basic(name, "another long password")
                .get("/api/v1/me")
                .then()
                .statusCode(200);
    }

    @Test
    void an_api_token_is_shown_once_and_opens_the_api_until_it_is_revoked() {
        var made = Given.operator()
                .body("{\"name\":\"ci\",\"role\":\"auditor\"}")
                .post("/api/v1/tokens")
                .then()
                .statusCode(201)
                .body("id", notNullValue())
                .body("role", equalTo("auditor"))
                .extract();
        String token = made.path("token");
        String id = made.path("id");
        Given.bearer(token).get("/api/v1/me").then().statusCode(200).body("role", equalTo("auditor"));
        assertThat(Given.operator().get("/api/v1/tokens").asString())
                .contains(id)
                .doesNotContain(token);
        Given.admin().get("/api/v1/tokens").then().body("items.id", hasItem(id));
        Given.auditor().get("/api/v1/tokens").then().body("items.id", not(hasItem(id)));
        Given.auditor().delete("/api/v1/tokens/" + id).then().statusCode(404);

        Given.operator().delete("/api/v1/tokens/" + id).then().statusCode(204);

        Given.bearer(token).get("/api/v1/me").then().statusCode(401);
    }

    @Test
    void nobody_makes_a_token_above_their_role() {
        Given.operator()
                .body("{\"name\":\"up\",\"role\":\"admin\"}")
                .post("/api/v1/tokens")
                .then()
                .statusCode(403)
                .body("type", equalTo("/problems/role-too-high"));
        String low = Given.admin()
                .body("{\"name\":\"low\",\"role\":\"auditor\"}")
                .post("/api/v1/tokens")
                .path("token");
        Given.bearer(low)
                .body("{\"name\":\"up\",\"role\":\"operator\"}")
                .post("/api/v1/tokens")
                .then()
                .statusCode(403);
    }

    @Test
    void a_token_that_would_be_expired_is_refused() {
        Given.admin()
                .body("{\"name\":\"old\",\"expiresAt\":\"2020-01-01T00:00:00Z\"}")
                .post("/api/v1/tokens")
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo("expiresAt"));
    }

    @Test
    void the_tokens_of_a_deleted_user_die_with_them() {
        String name = unique();
        String id = create(name, "operator");
        String token = given().auth()
                .preemptive()
                .basic(name, PASSWORD)
                .contentType("application/json")
                .body("{\"name\":\"mine\"}")
                .post("/api/v1/tokens")
                .path("token");
        Given.bearer(token).get("/api/v1/me").then().statusCode(200);

        Given.admin().delete("/api/v1/users/" + id).then().statusCode(204);

        Given.bearer(token).get("/api/v1/me").then().statusCode(401);
    }

    private static void refused(String body, String field) {
        Given.admin()
                .body(body)
                .post("/api/v1/users")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("violations[0].field", equalTo(field));
    }

    private static String create(String name, String role) {
        return Given.admin()
                .body(NEW_USER.formatted(name, PASSWORD, role))
                .post("/api/v1/users")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static String unique() {
        return "user-" + UUID.randomUUID();
    }
}
