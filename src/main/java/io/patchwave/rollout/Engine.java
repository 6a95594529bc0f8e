package io.patchwave.rollout;

import io.patchwave.audit.AuditTrail;
import io.patchwave.platform.database.Database;
import io.patchwave.platform.database.Revisions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * One rollout's next step: wave by wave, each in one transaction. Doing a step twice, late, or on two servers changes
 * nothing: everything is decided anew from the rows under their locks.
 */
@ApplicationScoped
public class Engine {
    private static final Logger LOG = Logger.getLogger(Engine.class);
    private static final Set<AssignmentState> WAITING = Set.of(AssignmentState.PENDING, AssignmentState.DEFERRED);
    private static final UUID FIRST = new UUID(0, 0);

    private final Rollouts rollouts;
    private final Waves waves;
    private final Assignments assignments;
    private final Ledgers ledgers;
    private final Brakes brakes;
    private final Revisions revisions;
    private final Database database;
    private final AuditTrail audit;

    Engine(
            Rollouts rollouts,
            Waves waves,
            Assignments assignments,
            Ledgers ledgers,
            Brakes brakes,
            Revisions revisions,
            Database database,
            AuditTrail audit) {
        this.rollouts = rollouts;
        this.waves = waves;
        this.assignments = assignments;
        this.ledgers = ledgers;
        this.brakes = brakes;
        this.revisions = revisions;
        this.database = database;
        this.audit = audit;
    }

    /** Name of the revision that tells every server that hosts may have got or lost work. */
    static final String WORK = "work";

    /** Rollouts whose start time has come. */
    @Transactional
    public List<UUID> due() {
        return rollouts.due(ledgers.now());
    }

    /** Rollouts that may have a next step. */
    @Transactional
    public List<UUID> running() {
        return rollouts.inStates(Set.of(RolloutState.RUNNING));
    }

    /** Started waves of rollouts that have not ended. */
    @Transactional
    public List<UUID> liveWaves() {
        return waves.live();
    }

    /** Waves with a lease or a deferral that is over. */
    @Transactional
    public List<UUID> wavesWithDue() {
        return assignments.wavesWithDue(ledgers.now());
    }

    /** Begins a scheduled rollout: its first wave starts. */
    @Transactional
    public void begin(UUID rolloutId) {
        Ledger ledger = ledgers.openOf(rolloutId);
        RolloutRow rollout = rollouts.lock(rolloutId);
        rollout.state().on(RolloutEvent.BEGIN).ifPresent(state -> {
            rollouts.save(rollout.in(state, null, ledger.now()));
            audit.record("rollout.begun", "rollout:" + rolloutId, Map.of());
        });
        ledgers.close(ledger);
    }

    /** Ends leases and deferrals of one wave whose time is over; then its budget is asked, in the same transaction. */
    @Transactional
    public void endDue(UUID waveId) {
        Ledger ledger = ledgers.open(List.of(waveId));
        boolean back = false;
        for (AssignmentRow row : assignments.due(waveId, ledger.now())) {
            if (row.state() == AssignmentState.DEFERRED) {
                back |= ledger.move(row, AssignmentEvent.END_DEFERRAL, Duration.ZERO, null);
            } else {
                ledger.move(row, AssignmentEvent.END_LEASE, Duration.ZERO, "lease-over");
            }
        }
        brakes.checkBudgets(ledger);
        ledgers.close(ledger);
        if (back) {
            revisions.bump(WORK);
        }
    }

    /** Asks the gates, starts the next wave, completes the rollout. Looks first without locks: mostly there is nothing to do. */
    @Transactional
    public void advance(UUID rolloutId) {
        RolloutRow seen = rollouts.find(rolloutId).orElse(null);
        if (seen == null || !wouldChange(seen, waves.ofRollout(rolloutId), ledgers.now())) {
            return;
        }
        Ledger ledger = ledgers.openOf(rolloutId);
        RolloutRow rollout = rollouts.require(rolloutId);
        if (rollout.state() != RolloutState.RUNNING) {
            return;
        }
        boolean changed = closeDoors(ledger);
        changed |= askGates(ledger, rollout);
        if (rollouts.require(rolloutId).state() == RolloutState.RUNNING) {
            changed |= startNext(ledger, rollout);
            changed |= complete(ledger, rolloutId);
        }
        ledgers.close(ledger);
        if (changed) {
            revisions.bump(WORK);
        }
    }

    /** Compares a wave's counters with the rows; a difference is repaired, halts the wave and alarms (engineering, law 13). */
    @Transactional
    public void recount(UUID waveId) {
        Ledger ledger = ledgers.open(List.of(waveId));
        for (WaveRow wave : ledger.waves()) {
            Tally truth = assignments.counts(waveId);
            if (!truth.equals(wave.tally())) {
                LOG.errorf(
                        "ALARM counters differ: rollout=%s wave=%d cached=%s counted=%s",
                        wave.rolloutId(), wave.number(), wave.tally(), truth);
                ledger.change(wave.with(truth));
                brakes.halt(ledger, ledger.wave(waveId), "counters-differ");
                ledgers.close(ledger);
            }
        }
    }

    private boolean wouldChange(RolloutRow rollout, List<WaveRow> all, Instant now) {
        // While it is stopped only the budget is asked, by whoever brings a failure; soak and open doors stand still.
        if (rollout.state() != RolloutState.RUNNING) {
            return false;
        }
        try {
            Gate gate = rollout.terms().gate();
            for (WaveRow wave : all) {
                if (gate.decide(wave.standing(now)).word() != Gate.Word.GO_ON
                        || (wave.doorClosed(now) && waits(wave))) {
                    return true;
                }
            }
        } catch (RuntimeException e) {
            return true;
        }
        return all.stream().allMatch(w -> w.isDone(now)) || next(all) != null;
    }

    private static boolean waits(WaveRow wave) {
        return wave.tally().pending() + wave.tally().get(Tally.Counter.DEFERRED) > 0;
    }

    /** {@code keepOpenFor} is over: who has not fetched by now is not reached. */
    private boolean closeDoors(Ledger ledger) {
        boolean closed = false;
        for (WaveRow wave : ledger.waves()) {
            if (wave.doorClosed(ledger.now()) && waits(wave)) {
                for (AssignmentRow row : assignments.ofWave(wave.id(), WAITING, FIRST, Integer.MAX_VALUE)) {
                    closed |= ledger.move(
                            row,
                            AssignmentEvent.CLOSE_DOOR,
                            Duration.ZERO,
                            row.state().word());
                }
            }
        }
        return closed;
    }

    private boolean askGates(Ledger ledger, RolloutRow rollout) {
        boolean changed = false;
        for (WaveRow wave : ledger.waves()) {
            // A met gate without soak ends in the same step.
            while (brakes.apply(ledger, ledger.wave(wave.id()), rollout)) {
                changed = true;
            }
        }
        return changed;
    }

    private boolean startNext(Ledger ledger, RolloutRow rollout) {
        boolean started = false;
        for (WaveRow wave = next(ledger.waves()); wave != null; wave = next(ledger.waves())) {
            started = true;
            start(ledger, wave, rollout);
        }
        return started;
    }

    /** The first pending wave whose predecessors have all ended; null when it is nobody's turn. */
    private static @org.jspecify.annotations.Nullable WaveRow next(List<WaveRow> all) {
        List<WaveRow> inOrder = all.stream()
                .sorted(java.util.Comparator.comparingInt(WaveRow::number))
                .toList();
        for (WaveRow wave : inOrder) {
            if (wave.state() == WaveState.PENDING) {
                return wave;
            }
            if (!wave.state().hasEnded()) {
                return null;
            }
        }
        return null;
    }

    private void start(Ledger ledger, WaveRow wave, RolloutRow rollout) {
        int hosts = assignments.start(wave, ledger.now());
        if (hosts == 0) {
            ledger.change(wave.started(0, 1, ledger.now(), Duration.ZERO));
            brakes.move(ledger, ledger.wave(wave.id()), WaveEvent.SKIP, "no-hosts");
            return;
        }
        Terms terms = rollout.terms();
        database.analyze("rollout_assignment");
        ledger.change(wave.started(hosts, terms.gate().budget(hosts), ledger.now(), terms.keepOpenFor()));
        brakes.move(ledger, ledger.wave(wave.id()), WaveEvent.START, null);
    }

    private boolean complete(Ledger ledger, UUID rolloutId) {
        if (!ledger.waves().stream().allMatch(wave -> wave.isDone(ledger.now()))) {
            return false;
        }
        RolloutRow rollout = rollouts.lock(rolloutId);
        var state = rollout.state().on(RolloutEvent.COMPLETE);
        state.ifPresent(completed -> {
            rollouts.save(rollout.in(completed, null, ledger.now()));
            audit.record("rollout.completed", "rollout:" + rolloutId, Map.of());
        });
        return state.isPresent();
    }
}
