package io.patchwave.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.patchwave.Given;
import io.patchwave.ServerTest;
import io.patchwave.platform.database.Revisions;
import io.patchwave.platform.id.Secrets;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The border: who comes in by which door, and what those who do not are told. */
@ServerTest
class SignInTest {
    private static final String PROBE = "/agent/v1/probe-of-tests";

    @TestHTTPResource(PROBE)
    URI probeUri;

    @Inject
    AgentTokens tokens;

    @Inject
    Revisions revisions;

    @Test
    void every_401_is_a_problem_with_one_challenge() {
        for (String path : List.of("/api/v1/me", PROBE, "/q/health/ready")) {
            if (!path.startsWith("/q/")) {
                unauthorized(Given.nobody().accept("*/*").get(path));
            }
            unauthorized(Given.bearer("zz").get(path));
            unauthorized(Given.bearer(Secrets.create(path.startsWith("/agent") ? "pwa_" : "pwu_"))
                    .get(path));
            unauthorized(
                    given().auth().preemptive().basic("admin", "wrong password").get(path));
            unauthorized(Given.nobody().header("Authorization", "Basic %%%").get(path));
            unauthorized(Given.nobody().header("Authorization", "Negotiate abc").get(path));
        }
    }

    @Test
    void an_agents_token_opens_the_agents_api_for_its_host_and_nothing_else() {
        UUID host = UUID.randomUUID();
        String token = tokens.issue(host);

        for (int i = 0; i < 3; i++) {
            Given.bearer(token).accept("*/*").get(PROBE).then().statusCode(200).body(equalTo(host.toString()));
        }
        unauthorized(Given.bearer(token).get("/api/v1/me"));
        unauthorized(
                given().auth().preemptive().basic("admin", Given.ADMIN_PASSWORD).get(PROBE));
        String persons =
                Given.admin().body("{\"name\":\"p\"}").post("/api/v1/tokens").path("token");
        unauthorized(Given.bearer(persons).get(PROBE));
    }

    @Test
    void the_old_token_lives_until_the_new_one_is_used_once() {
        UUID host = UUID.randomUUID();
        String old = tokens.issue(host);
        probe(old, 200);
        String fresh = tokens.issue(host);
        probe(old, 200);
        assertThat(tokens.isPresentTokenOf(host, old)).isTrue();

        probe(fresh, 200);

        probe(old, 401);
        probe(fresh, 200);
        assertThat(tokens.isPresentTokenOf(host, old)).isFalse();
        assertThat(tokens.isPresentTokenOf(host, fresh)).isTrue();
        assertThat(tokens.isPresentTokenOf(UUID.randomUUID(), fresh)).isFalse();
    }

    @Test
    void a_revoked_token_is_dead_at_once() {
        UUID host = UUID.randomUUID();
        String token = tokens.issue(host);
        probe(token, 200);

        tokens.revoke(host);

        probe(token, 401);
        probe(token, 401);
    }

    @Test
    void a_living_token_outlives_changes_of_others() {
        UUID host = UUID.randomUUID();
        String token = tokens.issue(host);
        probe(token, 200);

        QuarkusTransaction.requiringNew().run(() -> revisions.bump(AgentTokens.REVISION));

        probe(token, 200);
    }

    @Test
    void one_agent_may_ask_so_often_a_minute_and_others_are_not_concerned() throws Exception {
        String token = tokens.issue(UUID.randomUUID());
        HttpRequest request = HttpRequest.newBuilder(probeUri)
                .header("Authorization", "Bearer " + token)
                .build();
        HttpClient client = HttpClient.newHttpClient();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        for (int i = 0; answer.statusCode() == 200 && i < 2_000; i++) {
            answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        }

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(answer.body()).contains("/problems/too-many-requests");
        probe(tokens.issue(UUID.randomUUID()), 200);
    }

    @Test
    void enrolment_checks_its_token_itself() {
        String body =
                Given.bearer("pwe_whatever").body("{}").post("/agent/v1/enroll").asString();
        assertThat(body).doesNotContain("The agent's token opens nothing");
    }

    private static void probe(String token, int status) {
        Given.bearer(token).accept("*/*").get(PROBE).then().statusCode(status);
    }

    private static void unauthorized(Response answer) {
        answer.then()
                .statusCode(401)
                .contentType("application/problem+json")
                .body("type", equalTo("/problems/unauthorized"));
        assertThat(answer.headers().getList("WWW-Authenticate")).hasSize(1);
    }
}
