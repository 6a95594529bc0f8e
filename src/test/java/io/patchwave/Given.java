package io.patchwave;

import static io.restassured.RestAssured.given;

import io.restassured.specification.RequestSpecification;

/** The people of the tests. */
public final class Given {
    /** Password of the first admin. */
    public static final String ADMIN_PASSWORD = "correct horse battery staple";

    private Given() {}

    /** A request of the first admin, JSON both ways. */
    public static RequestSpecification admin() {
        return given().auth()
                .preemptive()
                .basic("admin", ADMIN_PASSWORD)
                .contentType("application/json")
                .accept("application/json, application/problem+json");
    }

    /** A request of an operator. */
    public static RequestSpecification operator() {
        return user("operator");
    }

    /** A request of an auditor. */
    public static RequestSpecification auditor() {
        return user("auditor");
    }

    /** A request with that Bearer token, JSON both ways. */
    public static RequestSpecification bearer(String token) {
        return nobody().header("Authorization", "Bearer " + token);
    }

    private static RequestSpecification user(String role) {
        String name = "the-" + role;
        admin().body("{\"username\":\"%s\",\"password\":\"%s\",\"role\":\"%s\"}".formatted(name, ADMIN_PASSWORD, role))
                .post("/api/v1/users"); // 409 from the second time on
        return nobody().auth().preemptive().basic(name, ADMIN_PASSWORD);
    }

    /** A request of nobody. */
    public static RequestSpecification nobody() {
        return given().contentType("application/json").accept("application/json, application/problem+json");
    }
}
