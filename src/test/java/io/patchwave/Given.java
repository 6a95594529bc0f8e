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

    /** A request of nobody. */
    public static RequestSpecification nobody() {
        return given().contentType("application/json").accept("application/json, application/problem+json");
    }
}
