package io.patchwave.rollout;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Who may begin now: decided under the wave's row, in batches of the hosts that ask at this moment (engineering, section 5).
 * Nobody is admitted ahead of its poll, so absent hosts never hold the budget; and the bound is hard, whichever server offers.
 */
@ApplicationScoped
class Admission {
    private static final Logger LOG = Logger.getLogger(Admission.class);
    private static final int BATCH = 500;

    private final Assignments assignments;
    private final Targets targets;
    private final Rollouts rollouts;
    private final Evidence evidence;
    private final Ledgers ledgers;
    private final WorkIndex index;
    private final Combiner<Request, Boolean> combiner = new Combiner<>(BATCH, this::admit);

    Admission(
            Assignments assignments,
            Targets targets,
            Rollouts rollouts,
            Evidence evidence,
            Ledgers ledgers,
            WorkIndex index) {
        this.assignments = assignments;
        this.targets = targets;
        this.rollouts = rollouts;
        this.evidence = evidence;
        this.ledgers = ledgers;
        this.index = index;
    }

    private record Request(UUID waveId, UUID assignmentId) {}

    /** Whether the pending assignment of a host that polls now has been offered to it (or closed: nothing was left to do). */
    boolean ask(UUID waveId, UUID assignmentId) {
        return combiner.ask(new Request(waveId, assignmentId));
    }

    private List<Boolean> admit(List<Request> requests) {
        Map<UUID, List<UUID>> byWave = new LinkedHashMap<>();
        requests.forEach(request -> byWave.computeIfAbsent(request.waveId(), wave -> new ArrayList<>())
                .add(request.assignmentId()));
        Map<UUID, Set<UUID>> changed = new HashMap<>();
        byWave.forEach((wave, ids) -> changed.put(wave, admitGuarded(wave, ids)));
        return requests.stream()
                .map(request ->
                        Objects.requireNonNull(changed.get(request.waveId())).contains(request.assignmentId()))
                .toList();
    }

    private Set<UUID> admitGuarded(UUID waveId, List<UUID> ids) {
        try {
            return QuarkusTransaction.requiringNew().call(() -> admit(waveId, ids));
        } catch (RuntimeException e) {
            LOG.errorf(e, "admission failed: wave=%s hosts=%d", waveId, ids.size());
            return Set.of();
        }
    }

    private Set<UUID> admit(UUID waveId, List<UUID> ids) {
        Ledger ledger = ledgers.open(List.of(waveId));
        Set<UUID> changed = new HashSet<>();
        List<AssignmentRow> pending = assignments.byIds(ids).stream()
                .filter(row -> row.state() == AssignmentState.PENDING && row.counted())
                .toList();
        Map<UUID, Target> pinned =
                targets.byIds(pending.stream().map(AssignmentRow::targetId).toList());
        WaveRow wave = ledger.wave(waveId);
        RolloutRow rollout = rollouts.require(wave.rolloutId());
        boolean open =
                rollout.state() == RolloutState.RUNNING && wave.state().offers() && !wave.doorClosed(ledger.now());
        Terms terms = rollout.terms();
        boolean refused = !open;
        for (AssignmentRow row : pending) {
            Target target = Objects.requireNonNull(pinned.get(row.targetId()));
            if (evidence.isClosed(row.hostId(), target)) {
                ledger.move(row, AssignmentEvent.PROVE, Duration.ZERO, null);
                changed.add(row.id());
            } else if (open && ledger.wave(waveId).room() > 0) {
                Duration lease = terms.leaseOf(!target.remedies().kbs().isEmpty());
                ledger.move(row, AssignmentEvent.OFFER, lease, null);
                changed.add(row.id());
            } else {
                refused = true;
            }
        }
        ledgers.close(ledger);
        if (refused) {
            index.full(waveId);
        }
        return changed;
    }
}
