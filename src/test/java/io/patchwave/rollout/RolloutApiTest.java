package io.patchwave.rollout;

import static io.patchwave.Given.admin;
import static io.patchwave.Given.auditor;
import static io.patchwave.Given.bearer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import io.patchwave.ServerTest;
import io.patchwave.demo.SimulatedAgent.Behaviour;
import io.patchwave.platform.json.Json;
import io.patchwave.platform.keys.SigningKeys;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Rollouts over the public interface, with simulated agents that speak the real protocol. */
@ServerTest
class RolloutApiTest extends RolloutApiCase {
    @Inject
    SigningKeys keys;

    @Test
    void three_waves_are_offered_installed_and_proven() {
        var agents = exposed(4);
        String id = started(agents, "{\"percent\":25},{\"percent\":25},{\"percent\":50}", ALL);
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            agents.forEach(agent -> agent.work(0));
            return rollout(id).getString("state").equals("completed");
        });
        JsonPath done = rollout(id);
        assertThat(done.<Integer>getList("waves.verified")).isEqualTo(done.<Integer>getList("waves.hosts"));
        assertThat(done.<String>getList("waves.state")).containsOnly("succeeded");
        admin().get("/api/v1/rollouts/" + id + "/assignments?state=verified&count=true")
                .then()
                .statusCode(200)
                .body("count", equalTo(4))
                .body("items[0].verifiedAt", notNullValue())
                .body("items[0].kbs", hasSize(1));
        admin().get("/api/v1/hosts/" + agents.get(0).hostId() + "/reports")
                .then()
                .statusCode(200)
                .body("items.state", hasItem("installed"));
        admin().get("/api/v1/hosts/" + agents.get(0).hostId() + "/assignments")
                .then()
                .body("items[0].state", equalTo("verified"));
        assertThat(agents.get(0).work(0)).as("nothing is left to do").isZero();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> admin().get("/api/v1/audit/verify")
                        .then()
                        .statusCode(200)
                        .body("ok", equalTo(true)));
    }

    @Test
    void an_agent_that_claims_what_is_not_true_is_unverified_and_halts_the_wave() {
        var agents = exposed(2);
        agents.forEach(agent -> agent.behave(Behaviour.LIES));
        String id = started(agents, "{\"percent\":100}", "\"gates\":{\"failureThreshold\":10}");
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            agents.forEach(agent -> agent.work(0));
            assertThat(rollout(id).getString("state")).isEqualTo("halted");
        });
        assertThat(rollout(id).getString("waves[0].haltedBy.hosts[0].state")).isEqualTo("unverified");
        assertThat(rollout(id).getString("waves[0].haltedBy.hosts[0].cause")).isEqualTo("inventory-unchanged");

        admin().body("{}").post("/api/v1/rollouts/" + id + "/resume").then().statusCode(400);
        admin().body("{\"reason\":\"known\"}")
                .post("/api/v1/rollouts/" + id + "/resume")
                .then()
                .statusCode(200)
                .body("state", equalTo("running"));
    }

    @Test
    void work_is_signed_and_a_known_answer_is_304() throws Exception {
        var agents = exposed(1);
        started(agents, "{\"percent\":100}", ALL);
        var answer = bearer(agents.get(0).token()).get("/agent/v1/updates");
        answer.then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].action", equalTo("install"))
                .body("items[0].attempt", equalTo(1))
                .body("items[0].advisories", hasItem("MS17-010"));
        byte[] content = Base64.getDecoder().decode(answer.jsonPath().getString("signature.content"));
        assertThat(keys.verify(content, answer.jsonPath().getString("signature.value")))
                .isTrue();
        assertThat(Json.mapper().readTree(content).get("hostId").asText())
                .isEqualTo(agents.get(0).hostId());
        String etag = answer.header("ETag");
        for (String known : List.of(etag, "W/" + etag, "\"old\", W/" + etag, etag + ", \"old\"")) {
            bearer(agents.get(0).token())
                    .header("If-None-Match", known)
                    .get("/agent/v1/updates")
                    .then()
                    .statusCode(304);
        }
        bearer(agents.get(0).token())
                .header("If-None-Match", etag)
                .get("/agent/v1/updates")
                .then()
                .header("ETag", equalTo(etag));
    }

    @Test
    void a_held_poll_is_answered_within_a_second_of_the_start() {
        var agents = exposed(1);
        String token = agents.get(0).token();
        String etag = bearer(token).get("/agent/v1/updates").header("ETag");
        var held = CompletableFuture.supplyAsync(() -> bearer(token)
                .header("If-None-Match", etag)
                .get("/agent/v1/updates?wait=30")
                .statusCode());
        String id = created(agents, "{\"percent\":100}", ALL);
        assertThat(held).isNotDone();
        start(id);
        assertThat(held).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(200);
    }

    @Test
    void another_hosts_assignment_is_no_business_of_an_agent() {
        var agents = exposed(2);
        started(agents, "{\"percent\":100}", ALL);
        String mine = bearer(agents.get(0).token()).get("/agent/v1/updates").path("items[0].assignmentId");
        bearer(agents.get(1).token())
                .body(report(UUID.randomUUID(), mine, "failed"))
                .post("/agent/v1/reports")
                .then()
                .statusCode(200)
                .body("accepted", equalTo(0))
                .body("rejected[0].reason", equalTo("unknown-assignment"));
        UUID id = UUID.randomUUID();
        bearer(agents.get(0).token()).body(report(id, mine, "accepted")).post("/agent/v1/reports");
        bearer(agents.get(0).token())
                .body(report(id, mine, "failed"))
                .post("/agent/v1/reports")
                .then()
                .body("rejected[0].id", equalTo(id.toString()))
                .body("rejected[0].reason", equalTo("report-id-reused"));
        bearer(agents.get(0).token())
                .body("{\"reports\":[{\"id\":\"x\",\"assignmentId\":\"" + mine + "\",\"state\":\"failed\"}]}")
                .post("/agent/v1/reports")
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo("reports[0].id"));
        bearer(agents.get(0).token())
                .body("{]")
                .post("/agent/v1/reports")
                .then()
                .statusCode(400)
                .body("type", equalTo("/problems/malformed-json"));
    }

    @Test
    void who_is_left_out_and_why_is_told_when_the_rollout_is_written() {
        var agents = new ArrayList<>(exposed(1));
        agents.add(agent("\"KB4012216\""));
        var out = agent("");
        agents.add(out);
        String body = plan(agents, "{\"percent\":100}", ALL)
                .replaceFirst("\\{", "{\"exclude\":{\"hosts\":[\"" + out.hostId() + "\"]},");
        JsonPath made = admin().body(body)
                .post("/api/v1/rollouts")
                .then()
                .statusCode(201)
                .header("Location", notNullValue())
                .body("state", equalTo("draft"))
                .body("waves[0].hosts", equalTo(1))
                .body("waves[0].budget", equalTo(1))
                .body("leftOut.already-patched", equalTo(1))
                .body("leftOut.excluded-by-person", equalTo(1))
                .extract()
                .jsonPath();
        admin().get("/api/v1/rollouts/" + made.getString("id") + "/left-out?reason=excluded-by-person")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].hostId", equalTo(out.hostId()));
    }

    @Test
    void bad_plans_are_refused_by_name() {
        refused("{\"name\":\"x\",\"advisories\":[\"MS99-001\"],\"targets\":{\"group\":\"nobody\"},"
                        + "\"waves\":[{\"percent\":60},{\"percent\":60},{\"percent\":0}],"
                        + "\"gates\":{\"failureThreshold\":101,\"soak\":\"soon\"}}")
                .body("type", equalTo("/problems/invalid-request"))
                .body(
                        "violations.field",
                        equalTo(List.of(
                                "advisories[0]",
                                "targets.group",
                                "waves[1].percent",
                                "waves[2].percent",
                                "waves[2].percent",
                                "gates.failureThreshold",
                                "gates.soak")));
        String good = "\"name\":\"x\",\"advisories\":[\"MS17-010\"],\"targets\":{\"hosts\":[]},";
        refused("{" + good + "\"waves\":[{\"percent\":10,\"requiresApproval\":true}]}")
                .body("type", equalTo("/problems/not-supported-yet"))
                .body("violations[0].field", equalTo("waves[0].requiresApproval"));
        refused("{" + good + "\"waves\":[{\"percent\":10}],\"emergency\":true}")
                .body("violations[0].field", equalTo("emergency"));
        refused("{" + good + "\"waves\":[{\"percent\":10}],\"colour\":\"red\"}")
                .body("type", equalTo("/problems/unknown-member"));
        refused("{" + good + "\"waves\":[{\"percent\":\"many\"}]}").body("violations", hasSize(1));
        refused("{" + good + "\"waves\":[null]}").body("violations[0].field", equalTo("waves[0]"));
        refused("{" + good + "\"waves\":{}}").body("violations[0].message", equalTo("must be a list"));
        refused("{" + good + "\"waves\":[{\"percent\":10,\"name\":\"a\\u0000\"}]}")
                .body("violations[0].field", equalTo("waves[0].name"));
        refused("{" + good + "\"waves\":[").body("type", equalTo("/problems/malformed-json"));
    }

    @Test
    void only_drafts_change_and_only_what_has_been_read() {
        var agents = exposed(1);
        String id = created(agents, "{\"percent\":100}", ALL);
        String path = "/api/v1/rollouts/" + id;
        admin().body("{\"name\":\"y\"}").patch(path).then().statusCode(428);
        admin().header("If-Match", "\"old\"")
                .body("{\"name\":\"y\"}")
                .patch(path)
                .then()
                .statusCode(412);
        String etag = admin().get(path).header("ETag");
        admin().header("If-Match", etag)
                .body("{\"waves\":[{\"percent\":50},{\"rest\":true}]}")
                .patch(path)
                .then()
                .statusCode(200)
                .body("waves", hasSize(2));
        etag = admin().get(path).header("ETag");
        admin().header("If-Match", etag)
                .body("{\"colour\":1}")
                .patch(path)
                .then()
                .statusCode(400);
        start(id);
        etag = admin().get(path).header("ETag");
        admin().header("If-Match", etag)
                .body("{\"concurrency\":1}")
                .patch(path)
                .then()
                .statusCode(409)
                .body("state", equalTo("running"));
        for (String later : List.of(path + "/confirm", path + "/waves/1/approve", "/api/v1/rollouts/preview")) {
            admin().body("{\"reason\":\"x\"}")
                    .post(later)
                    .then()
                    .statusCode(400)
                    .body("type", equalTo("/problems/not-supported-yet"));
        }
        admin().body("{\"reason\":\"x\",\"exclude\":[null]}")
                .post(path + "/resume")
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo("exclude[0]"));
        admin().header("If-Match", "\"old\"")
                .body("{}")
                .post(path + "/pause")
                .then()
                .statusCode(412);
        admin().body("{}").post(path + "/pause").then().statusCode(200).body("state", equalTo("paused"));
        auditor().body("{}").post(path + "/cancel").then().statusCode(403);
        auditor().get(path).then().statusCode(200);
        admin().post(path + "/cancel").then().statusCode(200).body("state", equalTo("cancelled"));
        admin().get("/api/v1/rollouts/" + UUID.randomUUID()).then().statusCode(404);
    }

    private io.restassured.response.ValidatableResponse refused(String body) {
        return admin().body(body).post("/api/v1/rollouts").then().statusCode(400);
    }
}
