package io.patchwave.mainjob;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchwave.demo.SimulatedAgent;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The main job, 5: MS17-010 goes out in three waves, and each machine proves it with its next inventory. */
@Order(5)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class E_RolloutIT {
    private final Server server = Server.running();

    @Test
    @Order(1)
    void three_waves_patch_every_exposed_machine_that_can_be_patched() {
        String id = server.admin()
                .body(Map.of(
                        "name", "MS17-010",
                        "advisories", List.of("MS17-010"),
                        "targets", Map.of("exposedTo", "MS17-010"),
                        "exclude", Map.of("query", Map.of("q", Fleet.WORLD.importedName())),
                        "waves",
                                List.of(
                                        Map.of("name", "canary", "percent", 25),
                                        Map.of("name", "early", "percent", 25),
                                        Map.of("name", "broad", "percent", 50)),
                        "gates", Map.of("successThreshold", 100, "failureThreshold", 50, "minimumSample", 1)))
                .post("/api/v1/rollouts")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        server.admin()
                .body("{}")
                .post("/api/v1/rollouts/" + id + "/start")
                .then()
                .statusCode(200);

        Awaitility.await("three waves")
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    Fleet.AGENTS.values().forEach(agent -> agent.work(0));
                    return rollout(id).getString("state").equals("completed");
                });

        JsonPath rollout = rollout(id);
        List<Integer> hosts = rollout.getList("waves.hosts");
        assertThat(hosts).hasSize(3).allSatisfy(count -> assertThat(count).isPositive());
        assertThat(rollout.<Integer>getList("waves.verified")).isEqualTo(hosts);
        assertThat(rollout.<String>getList("waves.state")).containsOnly("succeeded");
    }

    @Test
    @Order(2)
    void afterwards_only_machines_without_any_update_are_exposed() {
        JsonPath exposed = server.admin()
                .get("/api/v1/advisories/MS17-010/hosts?verdict=exposed&limit=1000")
                .jsonPath();
        List<Map<String, Object>> rows = exposed.getList("items");
        assertThat(rows)
                .filteredOn(row -> !Fleet.WORLD.importedName().equalsIgnoreCase(String.valueOf(row.get("hostname"))))
                .allSatisfy(row -> assertThat(row.get("reason")).isEqualTo("no-update-exists"));
    }

    @Test
    @Order(3)
    void an_idle_poll_is_answered_with_nothing_new() {
        for (SimulatedAgent agent : Fleet.AGENTS.values()) {
            assertThat(agent.work(0)).as(agent.hostname()).isZero();
        }
    }

    private JsonPath rollout(String id) {
        return server.admin().get("/api/v1/rollouts/" + id).jsonPath();
    }
}
