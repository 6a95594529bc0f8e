package io.patchwave.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** {@code kill -9} in the middle of a rollout: nothing that was acknowledged is lost, and the rollout goes on to its end. */
@Order(20)
class KilledServerIT {
    private static final int HOSTS = 30;
    private static final String COUNTERS_THAT_DIFFER = """
            select count(*) from rollout_wave w where w.started_at is not null and (
             w.pending <> (select count(*) from rollout_assignment a where a.wave_id = w.id and a.state = 'PENDING')
             or w.verified <> (select count(*) from rollout_assignment a where a.wave_id = w.id and a.state = 'VERIFIED')
             or w.in_flight <> (select count(*) from rollout_assignment a where a.wave_id = w.id and a.state in
              ('OFFERED', 'ACCEPTED', 'DOWNLOADING', 'INSTALLING', 'REBOOT_PENDING', 'INSTALLED')))""";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<StubbornAgent> agents = new ArrayList<>();
    private KillableServer server;

    @BeforeEach
    void start() throws Exception {
        server = new KillableServer();
        server.start();
    }

    @AfterEach
    void end() throws Exception {
        agents.forEach(agent -> agent.atWork = false);
        server.close();
        threads.shutdownNow();
    }

    @Test
    void what_was_acknowledged_survives_and_the_rollout_is_completed() throws Exception {
        String rollout = startedRollout();
        List<CompletableFuture<Void>> work = agents.stream()
                .map(agent -> CompletableFuture.runAsync(agent, threads))
                .toList();
        for (int acknowledged : new int[] {HOSTS / 2, HOSTS * 2}) {
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> acknowledged().size() >= acknowledged);
            server.kill();
            assertThatNothingIsLost();
            server.start();
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> state(rollout).equals("completed"));
        agents.forEach(agent -> agent.atWork = false);
        assertThat(work).allSatisfy(agent -> assertThat(agent).succeedsWithin(Duration.ofSeconds(10)));

        assertThat(acknowledged()).hasSizeGreaterThanOrEqualTo(HOSTS * 4);
        assertThat(server.admin().get("/api/v1/rollouts/" + rollout).jsonPath().getInt("waves.verified.sum()"))
                .isEqualTo(HOSTS);
        await().atMost(Duration.ofSeconds(15))
                .until(() ->
                        server.admin().get("/api/v1/audit/verify").jsonPath().getBoolean("ok"));
        server.kill();
        assertThatNothingIsLost();
    }

    private void assertThatNothingIsLost() throws Exception {
        Set<UUID> promised = acknowledged();
        Set<UUID> kept = new HashSet<>();
        try (Connection database = server.remains();
                Statement statement = database.createStatement()) {
            try (ResultSet row = statement.executeQuery("select id from rollout_report")) {
                while (row.next()) {
                    kept.add(row.getObject(1, UUID.class));
                }
            }
            assertThat(kept).containsAll(promised);
            try (ResultSet row = statement.executeQuery(COUNTERS_THAT_DIFFER)) {
                row.next();
                assertThat(row.getInt(1)).as("waves whose counters differ").isZero();
            }
        }
    }

    private String startedRollout() {
        String enrolment = server.admin()
                .body("{\"description\":\"killed\"}")
                .post("/api/v1/enrollment-tokens")
                .path("token");
        IntStream.range(0, HOSTS).forEach(i -> agents.add(new StubbornAgent(server, enrolment, "killed-" + i)));
        String id = server.admin()
                .body(Map.of(
                        "name", "killed",
                        "advisories", List.of("MS17-010"),
                        "targets",
                                Map.of(
                                        "hosts",
                                        agents.stream()
                                                .map(agent -> agent.hostId)
                                                .toList()),
                        "waves", List.of(Map.of("percent", 50), Map.of("percent", 50)),
                        "gates", Map.of("successThreshold", 100, "failureThreshold", 50)))
                .post("/api/v1/rollouts")
                .path("id");
        server.admin()
                .body("{}")
                .post("/api/v1/rollouts/" + id + "/start")
                .then()
                .statusCode(200);
        return id;
    }

    private Set<UUID> acknowledged() {
        Set<UUID> all = new HashSet<>();
        agents.forEach(agent -> all.addAll(agent.acknowledged));
        return all;
    }

    private String state(String rollout) {
        return server.admin().get("/api/v1/rollouts/" + rollout).jsonPath().getString("state");
    }
}
