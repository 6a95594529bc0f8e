package io.patchwave.rollout;

import io.patchwave.exposure.ExposureService;
import io.patchwave.inventory.HostService;
import io.patchwave.platform.database.Revisions;
import io.patchwave.rollout.ReportAnswer.Rejected;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Takes in batches of reports: idempotent by (host, report id), a whole batch in one transaction, several hosts' batches
 * committed together. A report is a claim: it only moves forwards, and only an assignment that this attempt was offered to.
 */
@ApplicationScoped
class ReportIntake {
    private static final int GROUP = 100;

    private final Assignments assignments;
    private final Targets targets;
    private final Reports reports;
    private final Rollouts rollouts;
    private final Ledgers ledgers;
    private final Brakes brakes;
    private final HostService hosts;
    private final ExposureService exposure;
    private final Revisions revisions;
    private final RolloutConfig config;
    private final Combiner<Batch, ReportAnswer> combiner =
            new Combiner<>(GROUP, batches -> QuarkusTransaction.requiringNew().call(() -> receive(batches)));

    ReportIntake(
            Assignments assignments,
            Targets targets,
            Reports reports,
            Rollouts rollouts,
            Ledgers ledgers,
            Brakes brakes,
            HostService hosts,
            ExposureService exposure,
            Revisions revisions,
            RolloutConfig config) {
        this.assignments = assignments;
        this.targets = targets;
        this.reports = reports;
        this.rollouts = rollouts;
        this.ledgers = ledgers;
        this.brakes = brakes;
        this.hosts = hosts;
        this.exposure = exposure;
        this.revisions = revisions;
        this.config = config;
    }

    private record Batch(UUID hostId, List<AgentReport> reports) {}

    /** What is needed to judge the reports of one transaction. */
    private record World(
            Ledger ledger, Map<UUID, AssignmentRow> rows, Map<UUID, Terms> terms, Map<UUID, Target> targets) {}

    ReportAnswer take(UUID hostId, List<AgentReport> batch) {
        return combiner.ask(new Batch(hostId, batch));
    }

    private List<ReportAnswer> receive(List<Batch> batches) {
        Set<UUID> ids = batches.stream()
                .flatMap(batch -> batch.reports().stream())
                .map(AgentReport::assignmentId)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        Set<UUID> waves = assignments.byIds(ids).stream()
                .map(AssignmentRow::waveId)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        Ledger ledger = ledgers.open(waves);
        World world = world(ledger, assignments.byIds(ids));
        List<Reports.Received> received = new ArrayList<>();
        List<ReportAnswer> answers = new ArrayList<>();
        for (Batch batch : batches) {
            answers.add(judge(world, batch, received));
        }
        reports.insert(received);
        brakes.checkBudgets(ledger);
        ledgers.close(ledger);
        if (ledger.moves().stream().anyMatch(move -> move.after().state() == AssignmentState.PENDING)) {
            revisions.bump(Engine.WORK);
        }
        return answers;
    }

    private World world(Ledger ledger, List<AssignmentRow> rows) {
        Map<UUID, AssignmentRow> byId = new HashMap<>();
        Map<UUID, Terms> terms = new HashMap<>();
        for (AssignmentRow row : rows) {
            byId.put(row.id(), row);
            terms.computeIfAbsent(row.rolloutId(), id -> rollouts.require(id).terms());
        }
        return new World(
                ledger,
                byId,
                terms,
                targets.byIds(rows.stream().map(AssignmentRow::targetId).toList()));
    }

    private ReportAnswer judge(World world, Batch batch, List<Reports.Received> received) {
        Map<UUID, String> known = reports.known(
                batch.hostId(), batch.reports().stream().map(AgentReport::id).toList());
        // The same host may have two batches in one group.
        received.stream()
                .filter(other -> other.hostId().equals(batch.hostId()))
                .forEach(other -> known.put(other.report().id(), other.report().bodyHash()));
        List<Rejected> rejected = new ArrayList<>();
        Map<UUID, AgentReport> taken = new LinkedHashMap<>();
        int duplicates = 0;
        for (AgentReport report : batch.reports()) {
            String before = taken.containsKey(report.id())
                    ? Objects.requireNonNull(taken.get(report.id())).bodyHash()
                    : known.get(report.id());
            if (before != null && before.equals(report.bodyHash())) {
                duplicates++;
                continue;
            }
            String refusal = refusal(world, batch.hostId(), report, before);
            if (refusal != null) {
                rejected.add(new Rejected(report.id(), refusal));
            } else {
                taken.put(report.id(), report);
            }
        }
        List<AgentReport> inOrder = new ArrayList<>(taken.values());
        inOrder.sort(Comparator.comparing(AgentReport::seq, Comparator.nullsFirst(Comparator.naturalOrder())));
        for (AgentReport report : inOrder) {
            received.add(new Reports.Received(
                    batch.hostId(), report, world.ledger().now(), apply(world, batch.hostId(), report)));
        }
        return new ReportAnswer(taken.size(), duplicates, rejected);
    }

    private static @Nullable String refusal(World world, UUID hostId, AgentReport report, @Nullable String before) {
        if (before != null) {
            return "report-id-reused";
        }
        AssignmentRow row = world.rows().get(report.assignmentId());
        if (row == null || !row.hostId().equals(hostId)) {
            return "unknown-assignment";
        }
        return AssignmentEvent.ofReport(report.state(), false).isEmpty() ? "unknown-state " + report.state() : null;
    }

    /** Whether the report moved its assignment; evidence it is in any case. */
    private boolean apply(World world, UUID hostId, AgentReport report) {
        AssignmentRow row =
                world.ledger().newest(Objects.requireNonNull(world.rows().get(report.assignmentId())));
        Terms terms = Objects.requireNonNull(world.terms().get(row.rolloutId()));
        if (row.state().isClosed() || !row.counted()) {
            return false;
        }
        boolean late = report.seq() != null && row.lastSeq() != null && report.seq() <= row.lastSeq();
        boolean neverOffered = row.offeredAt() == null;
        Target target = Objects.requireNonNull(world.targets().get(row.targetId()));
        AssignmentEvent event = believed(
                AssignmentEvent.ofReport(report.state(), row.attempt() <= terms.retries())
                        .orElseThrow(),
                target);
        Duration lease = terms.leaseOf(!target.remedies().kbs().isEmpty());
        AssignmentRow noted =
                row.reported(report.id(), report.seq(), world.ledger().now(), lease);
        if (event == AssignmentEvent.CLAIM || event == AssignmentEvent.AWAIT_REBOOT) {
            noted = noted.inBoot(bootOf(hostId));
        }
        if (late || neverOffered) {
            return false;
        }
        world.ledger().put(row, noted);
        Duration length = event == AssignmentEvent.DEFER ? config.deferFor() : lease;
        return world.ledger().move(noted, event, length, reason(event, report));
    }

    /** "Nothing left to do" from a host that still shows the hole is a claim like any other: its inventory decides. */
    private AssignmentEvent believed(AssignmentEvent event, Target target) {
        boolean doubtful = event == AssignmentEvent.SKIP && exposure.isOpen(target.hostId(), target.advisories());
        return doubtful ? AssignmentEvent.CLAIM : event;
    }

    private static @Nullable String reason(AssignmentEvent event, AgentReport report) {
        return switch (event) {
            case FAIL, FAIL_FOR_NOW -> report.exitCode() == null ? "failed" : "exit-code-" + report.exitCode();
            case DEFER -> "deferred";
            default -> null;
        };
    }

    private @Nullable String bootOf(UUID hostId) {
        return hosts.find(hostId).map(host -> host.bootId()).orElse(null);
    }
}
