package io.patchwave.access;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.patchwave.Given;
import io.patchwave.ServerTest;
import org.junit.jupiter.api.Test;

@ServerTest
class AccessTest {
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
    void nobody_is_told_to_sign_in() {
        Given.nobody().get("/api/v1/users").then().log().all().statusCode(401).contentType("application/problem+json");
    }

    @Test
    void a_wrong_password_is_refused() {
        given().auth()
                .preemptive()
                .basic("admin", "wrong")
                .get("/api/v1/users")
                .then()
                .log()
                .all()
                .statusCode(401)
                .contentType("application/problem+json");
    }
}
