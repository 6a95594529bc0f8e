package io.patchwave.rollout;

import io.patchwave.audit.AuditTrail;
import io.patchwave.platform.json.Json;
import io.patchwave.rollout.WaveView.HaltedBy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Asks the gates and does what they say, in the transaction that changed the counts. A gate that cannot be evaluated halts:
 * the brake fails closed.
 */
@ApplicationScoped
class Brakes {
    private static final Logger LOG = Logger.getLogger(Brakes.class);
    private static final Set<AssignmentState> FAILURES =
            EnumSet.of(AssignmentState.FAILED, AssignmentState.UNVERIFIED, AssignmentState.SILENT);
    private static final Set<AssignmentState> NOT_BEGUN = EnumSet.of(AssignmentState.OFFERED, AssignmentState.ACCEPTED);
    private static final int MOST_CAUSES = 100;
    private static final int ALL = Integer.MAX_VALUE;
    private static final UUID FIRST = new UUID(0, 0);

    private final Rollouts rollouts;
    private final Assignments assignments;
    private final AuditTrail audit;

    Brakes(Rollouts rollouts, Assignments assignments, AuditTrail audit) {
        this.rollouts = rollouts;
        this.assignments = assignments;
        this.audit = audit;
    }

    /** Only the budget: what must hold in the transaction that brought a failure. */
    void checkBudgets(Ledger ledger) {
        for (WaveRow wave : ledger.changedWaves()) {
            int failures = wave.tally().failures() - wave.forgiven();
            if (wave.state().offers() && failures >= wave.budget()) {
                halt(ledger, wave, "failure-budget");
            }
        }
    }

    /** All gates of one wave; answers whether it changed. */
    boolean apply(Ledger ledger, WaveRow wave, RolloutRow rollout) {
        Gate.Decision decision;
        Duration soak;
        try {
            Gate gate = rollout.terms().gate();
            soak = gate.soak();
            decision = gate.decide(wave.standing(ledger.now()));
        } catch (RuntimeException e) {
            LOG.errorf(e, "gate cannot be evaluated: rollout=%s wave=%d", rollout.id(), wave.number());
            halt(ledger, wave, "gate-not-evaluable");
            return true;
        }
        return switch (decision.word()) {
            case GO_ON -> false;
            case HALT -> halt(ledger, wave, String.valueOf(decision.reason()));
            case SKIP -> move(ledger, wave, WaveEvent.SKIP, "no-hosts");
            case MEET_GATE -> move(ledger, wave.soaking(ledger.now().plus(soak)), WaveEvent.MEET_GATE, null);
            case END_SOAK -> move(ledger, wave, WaveEvent.END_SOAK, null);
        };
    }

    /** Lets an event happen to a wave; a wave in which it is not possible is left as it is. */
    boolean move(Ledger ledger, WaveRow wave, WaveEvent event, @Nullable String why) {
        var next = wave.state().on(event);
        next.ifPresent(state -> {
            WaveRow moved = wave.in(state, why);
            ledger.change(state.hasEnded() ? moved.ended(ledger.now()) : moved);
            audit.record(
                    "wave." + state.word(),
                    "rollout:" + wave.rolloutId(),
                    Map.of(
                            "wave", wave.number(),
                            "event", event.name().toLowerCase(Locale.ROOT),
                            "counts", wave.tally().toString(),
                            "reason", why == null ? "" : why));
        });
        return next.isPresent();
    }

    /** Stops the wave and its rollout, withdraws what has not begun, and says who caused it. */
    boolean halt(Ledger ledger, WaveRow wave, String reason) {
        if (wave.state().on(WaveEvent.HALT).isEmpty()) {
            return false;
        }
        withdraw(ledger, wave);
        WaveRow now = ledger.wave(wave.id());
        String by = Json.write(new HaltedBy(reason, causes(ledger, now)));
        move(ledger, now.halted(by), WaveEvent.HALT, reason);
        RolloutRow rollout = rollouts.lock(wave.rolloutId());
        rollout.state().on(RolloutEvent.HALT).ifPresent(state -> {
            rollouts.save(rollout.in(state, reason, ledger.now()));
            audit.record("rollout.halted", "rollout:" + rollout.id(), Map.of("wave", wave.number(), "reason", reason));
        });
        LOG.warnf("wave halted: rollout=%s wave=%d reason=%s", wave.rolloutId(), wave.number(), reason);
        return true;
    }

    /** Takes back what the wave's hosts have fetched and not begun. */
    void withdraw(Ledger ledger, WaveRow wave) {
        for (AssignmentRow stored : assignments.ofWave(wave.id(), NOT_BEGUN, FIRST, ALL)) {
            ledger.move(stored, AssignmentEvent.WITHDRAW, Duration.ZERO, "withdrawn");
        }
    }

    /** The failures, the stored ones and those of this very transaction, oldest first. */
    private List<HaltedBy.Cause> causes(Ledger ledger, WaveRow wave) {
        Map<UUID, AssignmentRow> failed = new java.util.LinkedHashMap<>();
        assignments.ofWave(wave.id(), FAILURES, FIRST, ALL).forEach(row -> failed.put(row.id(), ledger.newest(row)));
        ledger.changedRows().stream()
                .filter(row -> row.waveId().equals(wave.id()))
                .forEach(row -> failed.put(row.id(), row));
        List<AssignmentRow> rows = new ArrayList<>(failed.values());
        rows.removeIf(row -> !row.state().isFailure() || !row.counted());
        rows.sort(Comparator.comparing(AssignmentRow::changedAt).thenComparing(AssignmentRow::id));
        return rows.stream()
                .limit(MOST_CAUSES)
                .map(row -> new HaltedBy.Cause(
                        row.hostId(),
                        row.id(),
                        row.state().word(),
                        row.reportId(),
                        row.reason() == null ? row.state().word() : row.reason()))
                .toList();
    }
}
