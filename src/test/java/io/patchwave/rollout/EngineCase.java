package io.patchwave.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** The engine without an inventory, seen by its agents: what its tests share. */
abstract class EngineCase {
    static final String ALL_AT_ONCE =
            "\"gates\":{\"successThreshold\":100,\"failureThreshold\":100,\"minimumSample\":100}";
    static final String TEN_PERCENT = "\"retries\":0,\"gates\":{\"failureThreshold\":10}";

    @Inject
    GivenRollout given;

    @Inject
    AgentWork agents;

    @Inject
    RolloutControl control;

    @Inject
    RolloutQueries queries;

    private long seq;

    UUID fetch(UUID host) {
        List<WorkItem> items = agents.updates(host).items();
        assertThat(items).as("work of " + host).hasSize(1);
        return items.get(0).assignmentId();
    }

    UUID fetchSoon(UUID host) {
        await().atMost(Duration.ofSeconds(5))
                .until(() -> !agents.updates(host).items().isEmpty());
        return fetch(host);
    }

    void report(UUID host, UUID assignment, String... states) {
        for (String state : states) {
            assertThat(agents.report(host, List.of(claim(UUID.randomUUID(), assignment, state)))
                            .accepted())
                    .isEqualTo(1);
        }
    }

    AgentReport claim(UUID id, UUID assignment, String state) {
        return new AgentReport(id, assignment, state, ++seq, null, null, null, null);
    }
}
