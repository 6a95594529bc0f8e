package io.patchwave.exposure;

import io.patchwave.catalog.Severity;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One host's findings with their history. */
@ApplicationScoped
class HostFindings {
    private static final Comparator<Finding> RANK = Comparator.comparing((Finding finding) -> !finding.kev())
            .thenComparing(finding -> Severity.ofWord(finding.severity()))
            .thenComparing(Finding::advisoryId);

    private final LiveIndex live;
    private final AdvisoryBook book;
    private final HostRows hosts;
    private final SetRows states;
    private final Explanations explanations;
    private final Clock clock;

    HostFindings(
            LiveIndex live, AdvisoryBook book, HostRows hosts, SetRows states, Explanations explanations, Clock clock) {
        this.live = live;
        this.book = book;
        this.hosts = hosts;
        this.states = states;
        this.explanations = explanations;
        this.clock = clock;
    }

    /** Ranked by KEV, severity, id. */
    List<Finding> of(HostEntry host, FindingQuery query) {
        SetState state = live.index().set(host.setId());
        if (state == null) {
            return List.of();
        }
        AdvisoryBook.Book known = book.current();
        Map<String, Answers.Answer> answers = Answers.byAdvisory(
                live.rulings(state.rulings()), explanations.of(host.setId()), host, advisory -> true);
        List<Finding> found = new ArrayList<>();
        Map<String, Timeline.Run> runs = runs(host.id());
        answers.forEach((advisory, answer) ->
                found.add(finding(known.head(advisory), answer, runs.get(advisory), state(answer))));
        runs.forEach((advisory, run) -> {
            if (!answers.containsKey(advisory) && run.openSince() != null) {
                Answers.Answer last = run.last();
                found.add(finding(
                        known.head(advisory),
                        new Answers.Answer(Verdict.UNAFFECTED, last.rule(), null, null, last.confidence(), List.of()),
                        run,
                        "fixed"));
            }
        });
        List<Finding> wanted = found.stream()
                .filter(finding -> wants(query, finding))
                .sorted(RANK)
                .toList();
        return query.grain() == FindingQuery.Grain.REMEDY ? byRemedy(wanted, known) : wanted;
    }

    /** The runs of every advisory on the host, until now. */
    Map<String, Timeline.Run> runs(UUID host) {
        List<HostRows.State> history = hosts.histories(List.of(host)).getOrDefault(host, List.of());
        Map<Long, SetHistory> sets = states.histories(history.stream()
                .map(HostRows.State::setId)
                .filter(Objects::nonNull)
                .distinct()
                .toList());
        return new Timeline(live::rulings)
                .runs(
                        history.stream()
                                .sorted(Comparator.comparing(HostRows.State::at))
                                .toList(),
                        sets,
                        clock.instant());
    }

    private static boolean wants(FindingQuery query, Finding finding) {
        boolean state = query.state() == FindingQuery.State.ALL
                || query.state().name().toLowerCase(java.util.Locale.ROOT).equals(finding.state());
        return state && (query.kind().equals("all") || query.kind().equals(finding.kind()));
    }

    private static String state(Answers.Answer answer) {
        return answer.open() ? "open" : answer.verdict() == Verdict.UNKNOWN ? "unknown" : "fixed";
    }

    private static Finding finding(
            AdvisoryBook.Head head, Answers.Answer answer, Timeline.@Nullable Run run, String state) {
        Instant firstSeen = run == null ? null : run.openSince() == null ? run.since() : run.openSince();
        List<String> cves = head.cves().isEmpty() && head.id().startsWith("CVE-") ? List.of(head.id()) : head.cves();
        return new Finding(
                head.id(),
                cves,
                head.severity(),
                head.kind(),
                state,
                answer.verdict(),
                answer.rule(),
                firstSeen,
                run == null || !state.equals("fixed") ? null : run.fixedAt(),
                answer.remedies(),
                head.kev(),
                head.epss(),
                answer.confidence(),
                answer.reason(),
                answer.satisfiedBy(),
                List.of());
    }

    private static List<Finding> byRemedy(List<Finding> findings, AdvisoryBook.Book book) {
        Map<String, List<Finding>> groups = new HashMap<>();
        findings.forEach(finding -> groups.computeIfAbsent(
                        book.remedyGroupOf(finding.advisoryId()) + " " + finding.state(), key -> new ArrayList<>())
                .add(finding));
        return groups.values().stream()
                .map(group -> sum(book.remedyGroupOf(group.get(0).advisoryId()), group))
                .sorted(RANK)
                .toList();
    }

    /** One row for several advisories: the worst verdict speaks, the earliest sight counts, it is fixed when the last is. */
    private static Finding sum(String id, List<Finding> group) {
        Finding worst =
                group.stream().min(Comparator.comparing(Finding::verdict)).orElseThrow();
        String severity = group.stream()
                .map(Finding::severity)
                .min(Comparator.comparing(Severity::ofWord))
                .orElseThrow();
        TreeSet<String> cves = new TreeSet<>();
        TreeSet<String> remedies = new TreeSet<>();
        group.forEach(finding -> {
            cves.addAll(finding.cves());
            remedies.addAll(finding.remedies());
        });
        return new Finding(
                id,
                List.copyOf(cves),
                severity,
                worst.kind(),
                worst.state(),
                worst.verdict(),
                worst.rule(),
                group.stream()
                        .map(Finding::firstSeen)
                        .filter(Objects::nonNull)
                        .min(Comparator.naturalOrder())
                        .orElse(null),
                group.stream()
                        .map(Finding::fixedAt)
                        .filter(Objects::nonNull)
                        .max(Comparator.naturalOrder())
                        .orElse(null),
                List.copyOf(remedies),
                group.stream().anyMatch(Finding::kev),
                group.stream()
                        .map(Finding::epss)
                        .filter(Objects::nonNull)
                        .max(Comparator.naturalOrder())
                        .orElse(null),
                worst.confidence(),
                worst.reason(),
                worst.satisfiedBy(),
                group.stream().map(Finding::advisoryId).sorted().toList());
    }
}
