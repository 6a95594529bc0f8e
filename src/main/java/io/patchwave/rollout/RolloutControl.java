package io.patchwave.rollout;

import io.patchwave.audit.AuditTrail;
import io.patchwave.platform.config.PatchwaveConfig;
import io.patchwave.platform.database.Revisions;
import io.patchwave.platform.id.Ids;
import io.patchwave.platform.json.Json;
import io.patchwave.platform.problem.ProblemException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What people do with rollouts. Each act locks the rollout's waves, so that nothing is offered after it is answered. Start,
 * pause and cancel may be said again; what the present state does not allow is 409 and says that state.
 */
@ApplicationScoped
public class RolloutControl {
    private static final UUID FIRST = new UUID(0, 0);
    private static final int ALL = Integer.MAX_VALUE;
    private static final Set<AssignmentState> NOT_BEGUN = EnumSet.of(
            AssignmentState.PENDING, AssignmentState.DEFERRED, AssignmentState.OFFERED, AssignmentState.ACCEPTED);
    private static final Set<AssignmentState> TRIED = EnumSet.of(
            AssignmentState.FAILED, AssignmentState.SILENT, AssignmentState.UNVERIFIED, AssignmentState.NOT_REACHED);

    private final Rollouts rollouts;
    private final RolloutService service;
    private final RolloutQueries queries;
    private final Targets targets;
    private final Assignments assignments;
    private final Ledgers ledgers;
    private final Brakes brakes;
    private final Engine engine;
    private final WorkSignal signal;
    private final Revisions revisions;
    private final PatchwaveConfig config;
    private final Ids ids;
    private final AuditTrail audit;

    RolloutControl(
            Rollouts rollouts,
            RolloutService service,
            RolloutQueries queries,
            Targets targets,
            Assignments assignments,
            Ledgers ledgers,
            Brakes brakes,
            Engine engine,
            WorkSignal signal,
            Revisions revisions,
            PatchwaveConfig config,
            Ids ids,
            AuditTrail audit) {
        this.rollouts = rollouts;
        this.service = service;
        this.queries = queries;
        this.targets = targets;
        this.assignments = assignments;
        this.ledgers = ledgers;
        this.brakes = brakes;
        this.engine = engine;
        this.signal = signal;
        this.revisions = revisions;
        this.config = config;
        this.ids = ids;
        this.audit = audit;
    }

    /** An act of a person on a rollout: why, and the ETag seen, both may be null. */
    public record Act(
            UUID rolloutId,
            @Nullable String reason,
            @Nullable String ifMatch) {}

    /** Pins hosts and remedies and starts, at once or at the plan's {@code startAt}. */
    public RolloutView start(Act act) {
        if (config.twoPerson() == PatchwaveConfig.TwoPerson.ALL) {
            throw new ProblemException(
                    RolloutProblem.NOT_SUPPORTED_YET,
                    "This server asks for two persons (PATCHWAVE_TWO_PERSON=all); confirming comes with a later release.");
        }
        return act(act, "started", Set.of(RolloutState.SCHEDULED, RolloutState.RUNNING), this::start);
    }

    /** Offers nothing new and takes back what has not begun; the rest goes on. */
    public RolloutView pause(Act act) {
        return act(act, "paused", Set.of(RolloutState.PAUSED), (ledger, rollout) -> {
            next(ledger, rollout, RolloutEvent.PAUSE, act.reason());
            ledger.waves().forEach(wave -> brakes.withdraw(ledger, wave));
        });
    }

    /** Ends the rollout for good: what has not begun is cancelled, what has begun goes on to its end. */
    public RolloutView cancel(Act act) {
        return act(act, "cancelled", Set.of(RolloutState.CANCELLED), (ledger, rollout) -> {
            next(ledger, rollout, RolloutEvent.CANCEL, act.reason());
            for (WaveRow wave : ledger.waves()) {
                assignments
                        .ofWave(wave.id(), NOT_BEGUN, FIRST, ALL)
                        .forEach(row -> ledger.move(row, AssignmentEvent.CANCEL, Duration.ZERO, "cancelled"));
                brakes.move(ledger, ledger.wave(wave.id()), WaveEvent.CANCEL, "cancelled");
            }
        });
    }

    /** Goes on after a pause or a halt; after a halt the person answers for the failures so far. Needs a reason. */
    public RolloutView resume(Act act, Collection<UUID> exclude) {
        if (act.reason() == null || act.reason().isBlank()) {
            throw ProblemException.invalid("reason", "say why it may go on");
        }
        return act(act, "resumed", Set.of(), (ledger, rollout) -> {
            next(ledger, rollout, RolloutEvent.RESUME, act.reason());
            leaveOut(ledger, rollout.id(), new HashSet<>(exclude));
            Instant stopped = rollout.stoppedAt();
            Duration pause = stopped == null ? Duration.ZERO : Duration.between(stopped, ledger.now());
            for (WaveRow wave : ledger.waves()) {
                boolean halted = wave.state() == WaveState.HALTED;
                boolean again = halted && "nobody-reached".equals(wave.reason());
                ledger.change(ledger.wave(wave.id()).resumed(halted, pause));
                brakes.move(ledger, ledger.wave(wave.id()), WaveEvent.RESUME, null);
                if (again) {
                    retry(ledger, rollout, Set.of(AssignmentState.NOT_REACHED), null);
                }
            }
        });
    }

    /** Has hosts tried again: those given, or all that failed or were not reached. A halted rollout still waits for resume. */
    public RolloutView retry(Act act, @Nullable Collection<UUID> hosts) {
        return act(act, "retried", Set.of(), (ledger, rollout) -> {
            if (!Set.of(RolloutState.RUNNING, RolloutState.PAUSED, RolloutState.HALTED)
                    .contains(rollout.state())) {
                throw RolloutService.refused(rollout, "Hosts can be tried again while it runs or is stopped.");
            }
            retry(ledger, rollout, TRIED, hosts == null ? null : new HashSet<>(hosts));
        });
    }

    private RolloutView act(Act act, String verb, Set<RolloutState> done, BiConsumer<Ledger, RolloutRow> what) {
        QuarkusTransaction.requiringNew().run(() -> {
            Ledger ledger = ledgers.openOf(act.rolloutId());
            RolloutRow rollout = rollouts.lock(act.rolloutId());
            RolloutService.requireMatch(queries.require(act.rolloutId()), act.ifMatch());
            if (done.contains(rollout.state())) {
                return;
            }
            what.accept(ledger, rollout);
            ledgers.close(ledger);
            Map<String, Object> details = new LinkedHashMap<>();
            details.put("reason", act.reason() == null ? "" : act.reason());
            audit.record("rollout." + verb, "rollout:" + act.rolloutId(), details);
            revisions.bump(Engine.WORK);
        });
        engine.advance(act.rolloutId());
        signal.look();
        return queries.require(act.rolloutId());
    }

    private void start(Ledger ledger, RolloutRow rollout) {
        RolloutPlan plan = Json.read(rollout.plan(), RolloutPlan.class);
        Instant at = rollout.terms().startAt();
        RolloutRow scheduled = next(ledger, rollout.beginning(at), RolloutEvent.SCHEDULE, null);
        Map<Integer, Integer> sizes = service.pin(rollout.id(), plan);
        Gate gate = rollout.terms().gate();
        for (WaveRow wave : ledger.waves()) {
            int size = sizes.getOrDefault(wave.number(), 0);
            ledger.change(wave.foreseen(size, gate.budget(size)));
        }
        if (at == null || !at.isAfter(ledger.now())) {
            next(ledger, scheduled, RolloutEvent.BEGIN, null);
        }
    }

    private RolloutRow next(Ledger ledger, RolloutRow rollout, RolloutEvent event, @Nullable String reason) {
        RolloutState state = rollout.state()
                .on(event)
                .orElseThrow(
                        () -> RolloutService.refused(rollout, "It cannot be asked to %s now.".formatted(word(event))));
        RolloutRow moved = rollout.in(state, reason, ledger.now());
        rollouts.save(moved);
        return moved;
    }

    private static String word(RolloutEvent event) {
        return event == RolloutEvent.SCHEDULE ? "start" : event.name().toLowerCase(java.util.Locale.ROOT);
    }

    private void leaveOut(Ledger ledger, UUID rolloutId, Set<UUID> hosts) {
        if (hosts.isEmpty()) {
            return;
        }
        List<Target> ahead = targets.ahead(rolloutId, hosts);
        targets.remove(ahead);
        targets.leaveOut(
                rolloutId,
                ahead.stream()
                        .map(t -> new LeftOut(t.hostId(), t.hostname(), "excluded-by-person"))
                        .toList());
        for (WaveRow wave : ledger.waves()) {
            assignments.ofWave(wave.id(), Verification.PROVABLE, FIRST, ALL).stream()
                    .filter(row -> hosts.contains(row.hostId()))
                    .forEach(row -> ledger.move(row, AssignmentEvent.CANCEL, Duration.ZERO, "excluded-by-person"));
        }
    }

    private void retry(Ledger ledger, RolloutRow rollout, Set<AssignmentState> states, @Nullable Set<UUID> only) {
        List<AssignmentRow> successors = new ArrayList<>();
        for (WaveRow wave : ledger.waves()) {
            boolean any = false;
            for (AssignmentRow row : assignments.ofWave(wave.id(), states, FIRST, ALL)) {
                if (only != null && !only.contains(row.hostId())) {
                    continue;
                }
                any = true;
                if (row.state().isClosed()) {
                    AssignmentRow successor = row.successor(ids.next(), ledger.now());
                    ledger.replace(row, successor);
                    successors.add(successor);
                } else {
                    ledger.move(row, AssignmentEvent.RETRY, Duration.ZERO, null);
                }
            }
            if (any && ledger.wave(wave.id()).doorClosed(ledger.now())) {
                ledger.change(ledger.wave(wave.id())
                        .openUntil(ledger.now().plus(rollout.terms().keepOpenFor())));
            }
        }
        assignments.insert(successors);
    }
}
