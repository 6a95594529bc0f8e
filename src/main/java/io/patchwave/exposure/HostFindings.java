package io.patchwave.exposure;

import io.patchwave.catalog.Severity;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/** One host's findings with their history. */
@ApplicationScoped
class HostFindings {
    /** By risk; among equals by id, so that pages fit together. */
    private static final Comparator<Finding> RANK =
            Comparator.comparingDouble((Finding finding) -> -finding.risk()).thenComparing(Finding::advisoryId);

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

    /** Ranked by {@link Risk}. */
    List<Finding> of(HostEntry host, FindingQuery query) {
        SetState state = live.index().set(host.setId());
        if (state == null) {
            return List.of();
        }
        AdvisoryBook.Book known = book.current();
        Proofs proofs = explanations.of(host.setId());
        List<Ruling> rulings = live.rulings(state.rulings());
        Map<String, Answers.Answer> answers = Answers.byAdvisory(rulings, proofs, host, advisory -> true);
        Map<String, Severity> severities = severities(rulings, proofs);
        List<Finding> found = new ArrayList<>();
        Map<String, Timeline.Run> runs = runs(host.id());
        answers.forEach((advisory, answer) -> found.add(finding(
                host, known.head(advisory).of(severities.get(advisory)), answer, runs.get(advisory), state(answer))));
        runs.forEach((advisory, run) -> {
            if (!answers.containsKey(advisory) && run.openSince() != null) {
                Answers.Answer last = run.last();
                found.add(finding(
                        host,
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

    /** Where the publisher rates an advisory by product: of the host's products the worst. */
    private static Map<String, Severity> severities(List<Ruling> rulings, Proofs proofs) {
        Map<String, Severity> severities = new HashMap<>();
        for (Ruling ruling : rulings) {
            for (String advisory : ruling.group().advisories()) {
                String word = proofs.severityOf(ruling.group().key(), advisory);
                if (word != null && ruling.verdict() != Verdict.PATCHED) {
                    severities.merge(advisory, Severity.ofWord(word), (a, b) -> a.compareTo(b) <= 0 ? a : b);
                }
            }
        }
        return severities;
    }

    /** What looks like a finding on the host and is none. */
    List<Evaluation.Hint> hints(HostEntry host) {
        return live.index().set(host.setId()) == null
                ? List.of()
                : explanations.of(host.setId()).hints();
    }

    /** The runs of every advisory on the host, until now. */
    private Map<String, Timeline.Run> runs(UUID host) {
        return runs(List.of(host), live::rulings).getOrDefault(host, Map.of());
    }

    /** The runs of these advisories on the hosts, until now. */
    Map<UUID, Map<String, Timeline.Run>> runs(Collection<UUID> hostIds, Set<String> advisories) {
        RoaringBitmap numbers = live.index().ask(view -> view.rulings().numbers(advisories));
        Map<UUID, Map<String, Timeline.Run>> runs =
                runs(hostIds, bitmap -> live.rulings(RoaringBitmap.and(bitmap, numbers)));
        runs.values().forEach(own -> own.keySet().retainAll(advisories));
        return runs;
    }

    private Map<UUID, Map<String, Timeline.Run>> runs(
            Collection<UUID> hostIds, Function<RoaringBitmap, List<Ruling>> resolver) {
        Map<UUID, List<HostRows.State>> histories = hosts.histories(hostIds);
        Map<Long, SetHistory> sets = states.histories(histories.values().stream()
                .flatMap(List::stream)
                .map(HostRows.State::setId)
                .filter(Objects::nonNull)
                .distinct()
                .toList());
        Timeline timeline = new Timeline(resolver);
        Map<UUID, Map<String, Timeline.Run>> runs = new HashMap<>();
        histories.forEach((host, history) -> runs.put(
                host,
                timeline.runs(
                        history.stream()
                                .sorted(Comparator.comparing(HostRows.State::at))
                                .toList(),
                        sets,
                        clock.instant())));
        return runs;
    }

    private static boolean wants(FindingQuery query, Finding finding) {
        boolean state = query.state() == FindingQuery.State.ALL
                || query.state().name().toLowerCase(java.util.Locale.ROOT).equals(finding.state());
        return state && (query.kind().equals("all") || query.kind().equals(finding.kind()));
    }

    private static String state(Answers.Answer answer) {
        return answer.open() ? "open" : answer.verdict() == Verdict.UNKNOWN ? "unknown" : "fixed";
    }

    private Finding finding(
            HostEntry host, AdvisoryBook.Head head, Answers.Answer answer, Timeline.@Nullable Run run, String state) {
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
                state.equals("open") ? risk(host, head, firstSeen) : 0,
                List.of());
    }

    private double risk(HostEntry host, AdvisoryBook.Head head, @Nullable Instant firstSeen) {
        return Risk.rounded(Risk.ofAdvisory(head.kev(), head.epss(), Severity.ofWord(head.severity()))
                + Risk.ofHost(host.criticality())
                + Risk.ofAge(firstSeen, clock.instant()));
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
                group.stream().mapToDouble(Finding::risk).max().orElse(0),
                group.stream().map(Finding::advisoryId).sorted().toList());
    }
}
