package io.patchwave.rollout;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Turns evaluations into proofs: {@code verified}, {@code skipped} or {@code unverified}, and corrects {@code silent}, {@code
 * unverified} and {@code not-reached} by a later truth. Found by query in the tick; events only make it look sooner.
 */
@ApplicationScoped
class Verification {
    private static final Logger LOG = Logger.getLogger(Verification.class);
    private static final int CHUNK = 1000;

    /** Awaiting their proof: looked at every second. */
    static final Set<AssignmentState> CLAIMED = Set.of(AssignmentState.INSTALLED, AssignmentState.REBOOT_PENDING);

    /** All that evidence can move: looked at every few seconds, and when a host's findings change. */
    static final Set<AssignmentState> PROVABLE = Arrays.stream(AssignmentState.values())
            .filter(state -> !state.isClosed())
            .collect(Collectors.toUnmodifiableSet());

    private final Assignments assignments;
    private final Targets targets;
    private final Evidence evidence;
    private final Ledgers ledgers;
    private final Brakes brakes;

    Verification(Assignments assignments, Targets targets, Evidence evidence, Ledgers ledgers, Brakes brakes) {
        this.assignments = assignments;
        this.targets = targets;
        this.evidence = evidence;
        this.ledgers = ledgers;
        this.brakes = brakes;
    }

    /** Looks at all assignments in these states. */
    void sweep(Set<AssignmentState> states) {
        UUID after = new UUID(0, 0);
        List<AssignmentRow> chunk;
        do {
            UUID from = after;
            chunk = QuarkusTransaction.requiringNew().call(() -> assignments.inStates(states, from, CHUNK));
            decide(chunk);
            after = chunk.isEmpty() ? after : chunk.get(chunk.size() - 1).id();
        } while (chunk.size() == CHUNK);
    }

    /** Looks at one host: its inventory has just been evaluated, or it has just checked in. */
    void look(UUID hostId) {
        decide(QuarkusTransaction.requiringNew().call(() -> assignments.ofHost(hostId, PROVABLE)));
    }

    private void decide(List<AssignmentRow> rows) {
        if (rows.isEmpty()) {
            return;
        }
        Map<UUID, Target> pinned = QuarkusTransaction.requiringNew().call(() -> pinnedFor(rows));
        Instant now = ledgers.now();
        Map<UUID, List<UUID>> waves = QuarkusTransaction.requiringNew()
                .call(() -> rows.stream()
                        .filter(row ->
                                evidence.of(row, target(pinned, row), now).isPresent())
                        .collect(Collectors.groupingBy(
                                AssignmentRow::waveId, Collectors.mapping(AssignmentRow::id, Collectors.toList()))));
        waves.forEach((wave, ids) -> guarded(wave, () -> settle(wave, ids, pinned)));
    }

    /** One wave at a time, each in its own transaction: a broken one never stops the others. */
    private void settle(UUID waveId, Collection<UUID> ids, Map<UUID, Target> pinned) {
        QuarkusTransaction.requiringNew().run(() -> {
            Ledger ledger = ledgers.open(List.of(waveId));
            for (AssignmentRow row : assignments.byIds(ids)) {
                if (row.counted()) {
                    evidence.of(row, target(pinned, row), ledger.now())
                            .ifPresent(found -> ledger.move(row, found.event(), Duration.ZERO, found.reason()));
                }
            }
            brakes.checkBudgets(ledger);
            ledgers.close(ledger);
        });
    }

    private Map<UUID, Target> pinnedFor(List<AssignmentRow> rows) {
        return targets.byIds(rows.stream().map(AssignmentRow::targetId).toList());
    }

    private static Target target(Map<UUID, Target> pinned, AssignmentRow row) {
        return java.util.Objects.requireNonNull(pinned.get(row.targetId()), "every assignment has its target");
    }

    private static void guarded(UUID wave, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.errorf(e, "verification failed: wave=%s", wave);
        }
    }
}
