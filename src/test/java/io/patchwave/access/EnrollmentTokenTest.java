package io.patchwave.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import io.agroal.api.AgroalDataSource;
import io.patchwave.Given;
import io.patchwave.ServerTest;
import io.patchwave.platform.id.Secrets;
import io.patchwave.platform.problem.ProblemException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

@ServerTest
class EnrollmentTokenTest {
    @Inject
    EnrollmentTokens tokens;

    @Inject
    EnrollmentConflicts conflicts;

    @Inject
    AgroalDataSource database;

    @Test
    void a_token_is_shown_once_with_the_key_to_pin() {
        var made = Given.operator()
                .body("{\"description\":\"rack 7\",\"maxUses\":3,\"tags\":[\"rack7\"]}")
                .post("/api/v1/enrollment-tokens")
                .then()
                .statusCode(201)
                .body("token", startsWith("pwe_"))
                .body("description", equalTo("rack 7"))
                .body("maxUses", equalTo(3))
                .body("uses", equalTo(0))
                .body("tags", hasItem("rack7"))
                .body("expiresAt", notNullValue())
                .body("signingKeyFingerprint", matchesPattern("[0-9a-f]{64}"))
                .extract();
        String id = made.path("id");
        String one = Given.operator().get("/api/v1/enrollment-tokens/" + id).asString();
        String all = Given.operator().get("/api/v1/enrollment-tokens").asString();
        assertThat(one).contains(id).doesNotContain(made.<String>path("token"));
        assertThat(all).contains(id).doesNotContain(made.<String>path("token"));
    }

    @Test
    void auditors_neither_make_nor_see_them() {
        Given.auditor()
                .body("{\"description\":\"x\"}")
                .post("/api/v1/enrollment-tokens")
                .then()
                .statusCode(403);
        Given.auditor().get("/api/v1/enrollment-tokens").then().statusCode(403);
        Given.auditor()
                .delete("/api/v1/enrollment-tokens/" + UUID.randomUUID())
                .then()
                .statusCode(403);
        Given.nobody().get("/api/v1/enrollment-tokens").then().statusCode(401);
    }

    @Test
    void only_admins_make_one_for_a_given_host() {
        String body = "{\"description\":\"again\",\"hostId\":\"%s\"}".formatted(UUID.randomUUID());
        Given.operator()
                .body(body)
                .post("/api/v1/enrollment-tokens")
                .then()
                .statusCode(403)
                .body("type", equalTo("/problems/host-token-needs-admin"));
        Given.admin().body(body).post("/api/v1/enrollment-tokens").then().statusCode(201);
    }

    @Test
    void bad_wishes_name_the_member() {
        refused("{\"description\":\"\"}", "description");
        refused("{\"description\":\"x\",\"maxUses\":0}", "maxUses");
        refused("{\"description\":\"x\",\"expiresAt\":\"2020-01-01T00:00:00Z\"}", "expiresAt");
        refused("{\"description\":\"x\",\"expiresAt\":\"soon\"}", "expiresAt");
        refused("{\"description\":\"x\",\"hostId\":\"no-uuid\"}", "hostId");
        refused("{\"description\":\"x\",\"tags\":[\"ok\",\" \"]}", "tags[1]");
    }

    @Test
    void of_two_that_race_for_the_last_use_one_wins() throws Exception {
        for (int round = 0; round < 5; round++) {
            String secret = create(1);
            List<Callable<Boolean>> racers = List.of(() -> uses(secret, "m-1"), () -> uses(secret, "m-2"));
            ExecutorService pool = Executors.newFixedThreadPool(2);
            try {
                int won = 0;
                for (Future<Boolean> racer : pool.invokeAll(racers)) {
                    won += racer.get() ? 1 : 0;
                }
                assertThat(won).isEqualTo(1);
            } finally {
                pool.shutdown();
            }
        }
    }

    @Test
    void a_use_is_rolled_back_with_the_enrolment() {
        String secret = create(1);
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                    tokens.use(secret, "m-1", null);
                    throw new IllegalStateException("the enrolment fails");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(uses(secret, "m-1")).isTrue();
    }

    @Test
    void the_lost_answer_asked_for_again_is_no_second_use() {
        String secret = create(1);
        assertThat(tokens.use(secret, "m-1", "n-1").repeat()).isFalse();

        assertThat(tokens.use(secret, "m-1", "n-1").repeat()).isTrue();
        assertThat(uses(secret, "m-2")).isFalse();
        assertThatThrownBy(() -> tokens.use(secret, "m-1", "n-2")).isInstanceOf(ProblemException.class);
    }

    @Test
    void revoked_expired_unknown_and_misspelt_tokens_open_nothing() throws SQLException {
        var made = Given.admin().body("{\"description\":\"x\"}").post("/api/v1/enrollment-tokens");
        String id = made.path("id");
        Given.admin().delete("/api/v1/enrollment-tokens/" + id).then().statusCode(204);
        Given.admin().delete("/api/v1/enrollment-tokens/" + id).then().statusCode(204);
        String expired = create(5);
        try (var connection = database.getConnection();
                var change = connection.prepareStatement(
                        "update access_enrollment_token set expires_at = created_at where secret_hash = ?")) {
            change.setString(1, Secrets.sha256(expired));
            assertThat(change.executeUpdate()).isEqualTo(1);
        }

        for (String secret : List.of(made.<String>path("token"), expired, Secrets.create("pwe_"), "pwe_typo")) {
            assertThatThrownBy(() -> tokens.use(secret, "m-1", null))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            e -> assertThat(e.type().status()).isEqualTo(401));
        }
    }

    @Test
    void a_conflict_is_listed_once_per_host_and_token_and_allows_one_enrolment() {
        UUID host = UUID.randomUUID();
        UUID token = UUID.randomUUID();
        conflicts.report(new EnrollmentConflicts.Claim(host, "m-1", "web-1", token, "10.0.0.7"));
        conflicts.report(new EnrollmentConflicts.Claim(host, "m-1", "web-1", token, "10.0.0.7"));
        String mine = "items.find { it.hostId == '%s' }".formatted(host);
        var listed = Given.auditor().queryParam("state", "open").get("/api/v1/enrollment-conflicts");
        listed.then().statusCode(200).body(mine + ".attempts", equalTo(2));
        String id = listed.path(mine + ".id");
        assertThat(conflicts.consumeAllowance(host, token)).isFalse();

        Given.operator()
                .post("/api/v1/enrollment-conflicts/" + id + "/allow")
                .then()
                .statusCode(403);
        Given.admin()
                .post("/api/v1/enrollment-conflicts/" + id + "/allow")
                .then()
                .statusCode(200)
                .body("state", equalTo("allowed"))
                .body("decidedBy", equalTo("admin"));

        Given.admin()
                .post("/api/v1/enrollment-conflicts/" + id + "/refuse")
                .then()
                .statusCode(409);
        assertThat(conflicts.consumeAllowance(host, UUID.randomUUID())).isFalse();
        assertThat(conflicts.consumeAllowance(host, token)).isTrue();
        assertThat(conflicts.consumeAllowance(host, token)).isFalse();
    }

    @Test
    void a_refused_conflict_lets_nobody_in() {
        UUID host = UUID.randomUUID();
        UUID token = UUID.randomUUID();
        conflicts.report(new EnrollmentConflicts.Claim(host, "m-1", "web-1", token, null));
        String id = Given.admin()
                .get("/api/v1/enrollment-conflicts")
                .path("items.find { it.hostId == '%s' }.id".formatted(host));

        Given.admin()
                .post("/api/v1/enrollment-conflicts/" + id + "/refuse")
                .then()
                .statusCode(200)
                .body("state", equalTo("refused"));

        assertThat(conflicts.consumeAllowance(host, token)).isFalse();
        Given.nobody().get("/api/v1/enrollment-conflicts").then().statusCode(401);
        Given.admin()
                .queryParam("state", "odd")
                .get("/api/v1/enrollment-conflicts")
                .then()
                .statusCode(400);
    }

    private static void refused(String body, String field) {
        Given.admin()
                .body(body)
                .post("/api/v1/enrollment-tokens")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("violations[0].field", equalTo(field));
    }

    private static String create(int uses) {
        return Given.admin()
                .body("{\"description\":\"test\",\"maxUses\":%d}".formatted(uses))
                .post("/api/v1/enrollment-tokens")
                .path("token");
    }

    private boolean uses(String secret, String machine) {
        try {
            tokens.use(secret, machine, null);
            return true;
        } catch (ProblemException e) {
            return false;
        }
    }
}
