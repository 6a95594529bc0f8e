package io.patchwave.rollout;

import io.patchwave.inventory.HostService;
import io.patchwave.platform.json.Json;
import io.patchwave.platform.paging.Page;
import io.patchwave.platform.paging.PageRequest;
import io.patchwave.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reading rollouts, their waves and assignments; changes nothing. */
@ApplicationScoped
public class RolloutQueries {
    private static final UUID FIRST = new UUID(0, 0);
    private static final UUID LAST = new UUID(-1, -1);
    private static final Instant EVER = Instant.parse("9999-01-01T00:00:00Z");

    private final Rollouts rollouts;
    private final Waves waves;
    private final Targets targets;
    private final AssignmentLists lists;
    private final Reports reports;
    private final HostService hosts;

    RolloutQueries(
            Rollouts rollouts,
            Waves waves,
            Targets targets,
            AssignmentLists lists,
            Reports reports,
            HostService hosts) {
        this.rollouts = rollouts;
        this.waves = waves;
        this.targets = targets;
        this.lists = lists;
        this.reports = reports;
        this.hosts = hosts;
    }

    /** The rollout; 404 when there is none. */
    @Transactional
    public RolloutView require(UUID id) {
        return view(rollouts.require(id), waves.ofRollout(id));
    }

    /** Newest first; {@code state} a word of {@link RolloutState}, or null for all. */
    @Transactional
    public Page<RolloutView> list(@Nullable String state, PageRequest page, boolean count) {
        RolloutState wanted = state == null ? null : word("state", state, RolloutState.values(), RolloutState::word);
        UUID before = page.first() ? LAST : UUID.fromString(page.after().get(0));
        Page<RolloutRow> rows =
                Page.of(rollouts.page(before, wanted, page.limit() + 1), page, row -> new Object[] {row.id()});
        Map<UUID, List<WaveRow>> steps = waves
                .ofRollouts(rows.items().stream().map(RolloutRow::id).toList())
                .stream()
                .collect(Collectors.groupingBy(WaveRow::rolloutId));
        Page<RolloutView> views = rows.map(row -> view(row, steps.getOrDefault(row.id(), List.of())));
        return new Page<>(views.items(), views.next(), count ? rollouts.count(wanted) : null);
    }

    /** The rollout's assignments, by id. Waves that have not started have none yet. */
    @Transactional
    public Page<AssignmentView> assignments(
            UUID rolloutId, @Nullable String state, @Nullable Integer wave, PageRequest page, boolean count) {
        rollouts.require(rolloutId);
        AssignmentLists.Filter filter = filter(state, wave);
        UUID after = page.first() ? FIRST : UUID.fromString(page.after().get(0));
        Page<AssignmentView> views = views(Page.of(
                lists.ofRollout(rolloutId, filter, after, page.limit() + 1), page, row -> new Object[] {row.id()}));
        return new Page<>(views.items(), views.next(), count ? lists.count(rolloutId, filter) : null);
    }

    /** The hosts the rollout leaves out, by host id; {@code reason} a reason code, or null for all. */
    @Transactional
    public Page<LeftOut> leftOut(UUID rolloutId, @Nullable String reason, PageRequest page) {
        rollouts.require(rolloutId);
        UUID after = page.first() ? FIRST : UUID.fromString(page.after().get(0));
        return Page.of(targets.leftOut(rolloutId, reason, after, page.limit() + 1), page, host ->
                new Object[] {host.hostId()});
    }

    /** A host's assignments, newest first; 404 when there is no such host. */
    @Transactional
    public Page<AssignmentView> assignmentsOfHost(UUID hostId, @Nullable String state, PageRequest page) {
        hosts.require(hostId);
        UUID before = page.first() ? LAST : UUID.fromString(page.after().get(0));
        return views(Page.of(lists.ofHost(hostId, filter(state, null), before, page.limit() + 1), page, row ->
                new Object[] {row.id()}));
    }

    /** All assignments of a host, newest first; for compliance. */
    @Transactional
    public List<AssignmentView> assignmentsOf(UUID hostId) {
        return views(new Page<>(lists.allOfHost(hostId), null)).items();
    }

    /** A host's reports, newest first; 404 when there is no such host. */
    @Transactional
    public Page<ReportView> reportsOfHost(UUID hostId, PageRequest page) {
        hosts.require(hostId);
        Instant before = page.first() ? EVER : Instant.parse(page.after().get(0));
        UUID beforeId = page.first() ? LAST : UUID.fromString(page.after().get(1));
        return Page.of(reports.ofHost(hostId, before, beforeId, page.limit() + 1), page, report ->
                new Object[] {report.receivedAt(), report.id()});
    }

    private Page<AssignmentView> views(Page<AssignmentRow> rows) {
        Map<UUID, Target> pinned =
                targets.byIds(rows.items().stream().map(AssignmentRow::targetId).toList());
        Map<UUID, RolloutRow> plans = new HashMap<>();
        Map<UUID, WaveRow> steps = new HashMap<>();
        for (AssignmentRow row : rows.items()) {
            if (row.state() == AssignmentState.PENDING && !plans.containsKey(row.rolloutId())) {
                plans.put(row.rolloutId(), rollouts.require(row.rolloutId()));
                waves.ofRollout(row.rolloutId()).forEach(wave -> steps.put(wave.id(), wave));
            }
        }
        return rows.map(row -> AssignmentView.of(
                row, pinned.get(row.targetId()), waitsFor(row, plans.get(row.rolloutId()), steps.get(row.waveId()))));
    }

    /** Reason code of an assignment: its own, or what a pending one waits for; null when only its host's next poll. */
    private static @Nullable String waitsFor(AssignmentRow row, @Nullable RolloutRow rollout, @Nullable WaveRow wave) {
        if (row.reason() != null || row.state() != AssignmentState.PENDING || rollout == null || wave == null) {
            return row.reason();
        }
        if (rollout.state() == RolloutState.HALTED || wave.state() == WaveState.HALTED) {
            return "halted";
        }
        if (rollout.state() != RolloutState.RUNNING) {
            return rollout.state().word();
        }
        if (wave.room() > 0) {
            return null;
        }
        return wave.tally().inFlight() >= wave.concurrency() ? "concurrency" : "budget";
    }

    private RolloutView view(RolloutRow row, List<WaveRow> steps) {
        RolloutPlan plan = Json.read(row.plan(), RolloutPlan.class);
        return new RolloutView(
                row.id(),
                row.name(),
                row.state().word(),
                row.reason(),
                plan,
                steps.stream().map(wave -> view(wave, row)).toList(),
                targets.reasons(row.id()),
                row.version(),
                row.createdAt(),
                row.createdBy(),
                row.startedAt(),
                row.endedAt());
    }

    private static WaveView view(WaveRow wave, RolloutRow rollout) {
        Tally tally = wave.tally();
        List<String> warnings = new ArrayList<>();
        if (rollout.terms().gate().warnsOfUnreached(wave.hosts(), tally)) {
            warnings.add("unreached-threshold");
        }
        return new WaveView(
                wave.number(),
                wave.name(),
                wave.state().word(),
                wave.hosts(),
                tally.pending(),
                tally.get(Tally.Counter.DEFERRED),
                tally.inFlight(),
                tally.verified(),
                tally.get(Tally.Counter.SKIPPED),
                tally.failed(),
                tally.silent(),
                tally.unverified(),
                tally.notReached(),
                tally.get(Tally.Counter.REVERTED),
                tally.cancelled(),
                wave.budget(),
                wave.forgiven(),
                wave.reason() == null && wave.state() == WaveState.PENDING && rollout.startedAt() != null
                        ? "previous-wave"
                        : wave.reason(),
                wave.haltedBy() == null ? null : Json.read(wave.haltedBy(), WaveView.HaltedBy.class),
                warnings,
                wave.startedAt(),
                wave.soakUntil(),
                wave.openUntil(),
                wave.endedAt());
    }

    private static AssignmentLists.Filter filter(@Nullable String state, @Nullable Integer wave) {
        return new AssignmentLists.Filter(
                state == null ? null : word("state", state, AssignmentState.values(), AssignmentState::word), wave);
    }

    private static <E> E word(String field, String text, E[] all, java.util.function.Function<E, String> word) {
        return Arrays.stream(all)
                .filter(one -> word.apply(one).equals(text))
                .findFirst()
                .orElseThrow(() -> ProblemException.invalid(
                        field,
                        "must be one of " + Arrays.stream(all).map(word).collect(Collectors.joining(", ")) + ", was "
                                + text));
    }
}
