package io.patchwave.rollout;

import static io.patchwave.Given.admin;
import static io.patchwave.Given.bearer;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.patchwave.AgentGiven;
import io.patchwave.ServerTest;
import io.patchwave.platform.id.Secrets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** An agent's word is a claim: what it takes until the server believes it. */
@ServerTest
class ClaimsApiTest extends RolloutApiCase {
    @Test
    void an_installation_that_awaits_its_reboot_is_verified_after_the_next_boot() {
        var agent = exposed(1).get(0);
        var host = new AgentGiven.Agent("", agent.hostname(), agent.hostId(), agent.token());
        String id = started(List.of(agent), "{\"percent\":100}", ALL);
        String mine = host.request().get("/agent/v1/updates").path("items[0].assignmentId");
        host.checkIn(boot("boot-1", true, OPEN.formatted("")));
        host.request().body(report(UUID.randomUUID(), mine, "reboot-pending")).post("/agent/v1/reports");
        String patched = OPEN.formatted("\"KB4012216\"");

        host.checkIn(boot("boot-1", true, patched)).statusCode(200);
        host.putInventory(patched).statusCode(204);
        await().during(Duration.ofSeconds(2))
                .atMost(Duration.ofSeconds(5))
                .until(() -> stateOf(id), "reboot-pending"::equals);

        host.checkIn(boot("boot-2", false, patched)).statusCode(200);
        await().atMost(Duration.ofSeconds(20)).until(() -> stateOf(id), "verified"::equals);
    }

    private static java.util.Map<String, Object> boot(String bootId, boolean rebootPending, String document) {
        return java.util.Map.of(
                "inventoryDigest",
                "sha256:" + Secrets.sha256(document),
                "rebootPending",
                rebootPending,
                "bootId",
                bootId);
    }

    private String stateOf(String rollout) {
        return admin().get("/api/v1/rollouts/" + rollout + "/assignments").path("items[0].state");
    }

    @Test
    void nothing_left_to_do_is_a_claim_while_the_hole_is_open() {
        var agents = exposed(1);
        String id = started(agents, "{\"percent\":100}", ALL);
        String mine = bearer(agents.get(0).token()).get("/agent/v1/updates").path("items[0].assignmentId");
        bearer(agents.get(0).token())
                .body(report(UUID.randomUUID(), mine, "skipped"))
                .post("/agent/v1/reports")
                .then()
                .statusCode(200)
                .body("accepted", equalTo(1));
        admin().get("/api/v1/rollouts/" + id + "/assignments").then().body("items[0].state", equalTo("installed"));
    }
}
