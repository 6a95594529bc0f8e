package io.patchwave.rollout;

import io.patchwave.inventory.HostService;
import io.patchwave.inventory.HostStatus;
import io.patchwave.inventory.HostView;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Hosts that were retired while a rollout held work for them: it is cancelled and stays listed with that reason. */
@ApplicationScoped
class Departures {
    private static final int CHUNK = 1000;

    private final Assignments assignments;
    private final HostService hosts;
    private final Ledgers ledgers;

    Departures(Assignments assignments, HostService hosts, Ledgers ledgers) {
        this.assignments = assignments;
        this.hosts = hosts;
        this.ledgers = ledgers;
    }

    /** Looks at all hosts with open work. */
    void sweep() {
        UUID after = new UUID(0, 0);
        List<AssignmentRow> chunk;
        do {
            UUID from = after;
            chunk = QuarkusTransaction.requiringNew()
                    .call(() -> assignments.inStates(Verification.PROVABLE, from, CHUNK));
            left(chunk.stream().map(AssignmentRow::hostId).distinct().toList());
            after = chunk.isEmpty() ? after : chunk.get(chunk.size() - 1).id();
        } while (chunk.size() == CHUNK);
    }

    /** Cancels the open work of those of the hosts that are retired. */
    void left(Collection<UUID> hostIds) {
        if (hostIds.isEmpty()) {
            return;
        }
        List<UUID> retired = QuarkusTransaction.requiringNew()
                .call(() -> hosts.views(new HashSet<>(hostIds)).stream()
                        .filter(host -> host.status() == HostStatus.RETIRED)
                        .map(HostView::id)
                        .toList());
        for (UUID host : retired) {
            Map<UUID, List<AssignmentRow>> byWave =
                    QuarkusTransaction.requiringNew()
                            .call(() -> assignments.ofHost(host, Verification.PROVABLE))
                            .stream()
                            .collect(Collectors.groupingBy(AssignmentRow::waveId));
            byWave.forEach((wave, rows) -> QuarkusTransaction.requiringNew().run(() -> cancel(wave, rows)));
        }
    }

    private void cancel(UUID waveId, List<AssignmentRow> rows) {
        Ledger ledger = ledgers.open(List.of(waveId));
        assignments.byIds(rows.stream().map(AssignmentRow::id).toList()).stream()
                .filter(AssignmentRow::counted)
                .forEach(row -> ledger.move(row, AssignmentEvent.CANCEL, Duration.ZERO, "retired"));
        ledgers.close(ledger);
    }
}
