package io.patchwave.rollout;

import io.patchwave.platform.keys.SigningKeys;
import io.patchwave.platform.problem.ProblemException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** The agents' door: what a host has to do, what it says about it, and what its check-ins prove. */
@ApplicationScoped
public class AgentWork {
    private static final int MOST_REPORTS = 1000;
    private static final Set<AssignmentState> LISTED = Arrays.stream(AssignmentState.values())
            .filter(state -> state == AssignmentState.PENDING || state.isWork())
            .collect(Collectors.toUnmodifiableSet());

    private final Assignments assignments;
    private final Targets targets;
    private final Rollouts rollouts;
    private final Waves waves;
    private final Admission admission;
    private final ReportIntake intake;
    private final Verification verification;
    private final WorkIndex index;
    private final Waiters waiters;
    private final Ledgers ledgers;
    private final SigningKeys keys;
    private final Clock clock;

    AgentWork(
            Assignments assignments,
            Targets targets,
            Rollouts rollouts,
            Waves waves,
            Admission admission,
            ReportIntake intake,
            Verification verification,
            WorkIndex index,
            Waiters waiters,
            Ledgers ledgers,
            SigningKeys keys,
            Clock clock) {
        this.assignments = assignments;
        this.targets = targets;
        this.rollouts = rollouts;
        this.waves = waves;
        this.admission = admission;
        this.intake = intake;
        this.verification = verification;
        this.index = index;
        this.waiters = waiters;
        this.ledgers = ledgers;
        this.keys = keys;
        this.clock = clock;
    }

    /** Whether a poll might find something; from memory, never blocks. */
    public boolean hasWork(UUID hostId) {
        return index.mayHaveWork(hostId);
    }

    /**
     * The host's work, held back until there is something new, at most for that long; empty for "nothing new" (304). Never
     * blocks the caller: a host without work is answered from memory, others on a worker.
     *
     * @param known the tags of the poll's {@code If-None-Match}; empty when it has none
     */
    public Uni<Optional<WorkOrder>> await(UUID hostId, Set<String> known, Duration wait) {
        waiters.replace(hostId);
        return look(hostId, known, clock.instant().plus(wait));
    }

    /** The host's work now; offers what it may begin. Blocks. */
    public WorkOrder updates(UUID hostId) {
        List<AssignmentRow> rows = read(hostId);
        boolean changed = false;
        for (AssignmentRow row : rows) {
            if (row.state() == AssignmentState.PENDING && !index.isFull(row.waveId())) {
                changed |= admission.ask(row.waveId(), row.id());
            }
        }
        List<AssignmentRow> work = (changed ? read(hostId) : rows)
                .stream().filter(row -> row.state().isWork()).toList();
        if (work.isEmpty()) {
            return WorkOrder.NONE;
        }
        List<WorkItem> items = QuarkusTransaction.requiringNew().call(() -> items(work));
        return items.isEmpty() ? WorkOrder.NONE : WorkOrder.of(items);
    }

    /** Takes a batch of reports: as a whole, or not at all. More than 1,000 are 413. */
    public ReportAnswer report(UUID hostId, List<AgentReport> reports) {
        if (reports.size() > MOST_REPORTS) {
            throw new ProblemException(
                    RolloutProblem.TOO_MANY_REPORTS,
                    "%d reports; send at most %d at once.".formatted(reports.size(), MOST_REPORTS));
        }
        return reports.isEmpty() ? new ReportAnswer(0, 0, List.of()) : intake.take(hostId, reports);
    }

    /**
     * The host has checked in, after that transaction. After a claim, one whose inventory is the known one proves the
     * contrary: the verdict stays what it was.
     */
    public void checkedIn(UUID hostId, boolean digestChanged) {
        if (digestChanged || !index.mayHaveWork(hostId)) {
            return;
        }
        int claims = QuarkusTransaction.requiringNew().call(() -> assignments.seen(hostId, ledgers.now()));
        if (claims > 0) {
            verification.look(hostId);
        }
    }

    private Uni<Optional<WorkOrder>> look(UUID hostId, Set<String> known, Instant until) {
        if (!index.mayHaveWork(hostId) || (known.contains(WorkOrder.NONE.etag()) && index.allFull(hostId))) {
            return decide(hostId, WorkOrder.NONE, known, until);
        }
        return Uni.createFrom()
                .item(() -> updates(hostId))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .flatMap(order -> decide(hostId, order, known, until));
    }

    private Uni<Optional<WorkOrder>> decide(UUID hostId, WorkOrder order, Set<String> known, Instant until) {
        boolean news = known.isEmpty() ? !order.hasNothing() : !known.contains(order.etag());
        if (news) {
            return Uni.createFrom().item(Optional.of(order.hasNothing() ? order : sign(hostId, order)));
        }
        Duration left = Duration.between(clock.instant(), until);
        if (left.isNegative() || left.isZero()) {
            return Uni.createFrom().item(known.isEmpty() ? Optional.of(order) : Optional.empty());
        }
        return waiters.await(hostId, left).flatMap(end -> switch (end) {
            case WOKEN -> look(hostId, known, until);
            case REPLACED -> Uni.createFrom().item(Optional.<WorkOrder>empty());
            case TIMED_OUT -> Uni.createFrom().item(known.isEmpty() ? Optional.of(order) : Optional.<WorkOrder>empty());
        });
    }

    private WorkOrder sign(UUID hostId, WorkOrder order) {
        return order.signed(hostId, keys, clock.instant());
    }

    private List<AssignmentRow> read(UUID hostId) {
        return QuarkusTransaction.requiringNew().call(() -> assignments.ofHost(hostId, LISTED));
    }

    private List<WorkItem> items(List<AssignmentRow> rows) {
        Map<UUID, RolloutRow> plans = new HashMap<>();
        Map<UUID, WaveRow> steps = new HashMap<>();
        for (AssignmentRow row : rows) {
            if (plans.putIfAbsent(row.rolloutId(), rollouts.require(row.rolloutId())) == null) {
                waves.ofRollout(row.rolloutId()).forEach(wave -> steps.put(wave.id(), wave));
            }
        }
        Map<UUID, Target> pinned =
                targets.byIds(rows.stream().map(AssignmentRow::targetId).toList());
        return rows.stream()
                .filter(row -> of(plans, row.rolloutId()).state() != RolloutState.CANCELLED)
                .sorted(Comparator.comparing(AssignmentRow::id))
                .map(row -> item(row, of(plans, row.rolloutId()), of(steps, row.waveId()), of(pinned, row.targetId())))
                .toList();
    }

    private static WorkItem item(AssignmentRow row, RolloutRow rollout, WaveRow wave, Target target) {
        List<String> kbs = target.remedies().kbs();
        List<String> packages = target.remedies().packages();
        return new WorkItem(
                row.id(),
                row.rolloutId(),
                "install",
                target.advisories(),
                kbs.isEmpty() ? null : kbs,
                packages.isEmpty() ? null : packages,
                Objects.requireNonNull(wave.openUntil(), "a started wave has an end"),
                rollout.terms().reboot(),
                false,
                row.attempt());
    }

    private static <T> T of(Map<UUID, T> known, UUID id) {
        return Objects.requireNonNull(known.get(id));
    }
}
