package io.patchwave.exposure;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * Any past day, host by host: the software a host had then ({@code asOf}), by what was known of it ({@code knownAt}). An
 * advisory that nobody had published to us by {@code asOf} was no finding then, whatever is known since.
 */
@ApplicationScoped
class PastRows {
    private final LiveIndex live;
    private final AdvisoryBook book;
    private final HostRows hosts;
    private final SetRows states;
    private final Explanations explanations;
    private final FactsEffects effects;

    PastRows(
            LiveIndex live,
            AdvisoryBook book,
            HostRows hosts,
            SetRows states,
            Explanations explanations,
            FactsEffects effects) {
        this.live = live;
        this.book = book;
        this.hosts = hosts;
        this.states = states;
        this.explanations = explanations;
        this.effects = effects;
    }

    /** What is asked: when, by whose knowledge, about what, in which grain. */
    record Question(Instant asOf, Instant knownAt, FindingQuery.Grain grain, Predicate<String> advisories) {}

    /** A host's answers then. */
    private record Then(
            HostRows.Past host,
            HostRows.State state,
            List<HostRows.State> states,
            Map<String, Answers.Answer> answers) {}

    /** Host by host in the order of their ids, advisory by advisory; hosts without inventory then have no row. */
    void stream(Question question, Consumer<ExposureRow> consumer) {
        AdvisoryBook.Book known = book.current();
        Instant until = question.asOf().isBefore(question.knownAt()) ? question.asOf() : question.knownAt();
        UUID after = new UUID(0, 0);
        for (List<HostRows.Past> page = hosts.pastPage(after); !page.isEmpty(); page = hosts.pastPage(after)) {
            after = page.get(page.size() - 1).id();
            Map<UUID, List<HostRows.State>> histories =
                    hosts.histories(page.stream().map(HostRows.Past::id).toList());
            Map<Long, SetHistory> sets = sets(histories);
            Timeline timeline = new Timeline(live::rulings);
            for (HostRows.Past host : page) {
                Then then = then(host, histories.getOrDefault(host.id(), List.of()), sets, question);
                if (then != null) {
                    Map<String, Timeline.Run> runs = timeline.runs(then.states(), sets, until);
                    rows(then, runs, known, question.grain()).forEach(consumer);
                }
            }
        }
    }

    private Map<Long, SetHistory> sets(Map<UUID, List<HostRows.State>> histories) {
        List<Long> ids = histories.values().stream()
                .flatMap(List::stream)
                .map(HostRows.State::setId)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        return states.histories(ids);
    }

    private @Nullable Then then(
            HostRows.Past host, List<HostRows.State> history, Map<Long, SetHistory> sets, Question question) {
        List<HostRows.State> until = history.stream()
                .filter(state -> !state.at().isAfter(question.asOf()))
                .sorted(Comparator.comparing(HostRows.State::at))
                .toList();
        Instant retired = host.retiredAt();
        if (until.isEmpty() || (retired != null && !retired.isAfter(question.asOf()))) {
            return null;
        }
        HostRows.State state = until.get(until.size() - 1);
        SetHistory set = state.setId() == null ? null : sets.get(state.setId());
        RoaringBitmap ruled = set == null ? null : set.knownAt(question.knownAt());
        if (ruled == null) {
            return null;
        }
        HostEntry entry = new HostEntry(
                host.id(),
                host.hostname(),
                true,
                host.imported(),
                false,
                state.setId(),
                state.factsSetId(),
                "normal",
                List.of(),
                Boots.againSince(until, state.bootId()),
                effects.of(state.factsSetId()));
        Map<String, Answers.Answer> answers = Answers.byAdvisory(
                live.rulings(ruled),
                explanations.of(state.setId()),
                entry,
                advisory -> question.advisories().test(advisory));
        answers.keySet().removeIf(advisory -> {
            Instant since = live.index().knownSince(advisory);
            return since == null || since.isAfter(question.asOf());
        });
        return new Then(host, state, until, answers);
    }

    private static Iterable<ExposureRow> rows(
            Then then, Map<String, Timeline.Run> runs, AdvisoryBook.Book book, FindingQuery.Grain grain) {
        Map<String, Map<String, Answers.Answer>> groups = new TreeMap<>();
        then.answers()
                .forEach((advisory, answer) -> groups.computeIfAbsent(
                                grain == FindingQuery.Grain.REMEDY ? book.remedyGroupOf(advisory) : advisory,
                                key -> new HashMap<>())
                        .put(advisory, answer));
        return groups.entrySet().stream()
                .map(group -> row(then, group.getKey(), group.getValue(), runs, book))
                .toList();
    }

    private static ExposureRow row(
            Then then,
            String id,
            Map<String, Answers.Answer> answers,
            Map<String, Timeline.Run> runs,
            AdvisoryBook.Book book) {
        Answers.Answer answer = Objects.requireNonNull(Answers.combined(answers.values()));
        TreeSet<String> cves = new TreeSet<>();
        answers.keySet().forEach(advisory -> {
            cves.addAll(book.head(advisory).cves());
            if (advisory.startsWith("CVE-")) {
                cves.add(advisory);
            }
        });
        List<Timeline.Run> seen = answers.keySet().stream()
                .map(runs::get)
                .filter(run -> run != null && run.openSince() != null)
                .toList();
        boolean open = seen.stream().anyMatch(run -> run.fixedAt() == null);
        return new ExposureRow(
                then.host().id(),
                id,
                answers.keySet().stream().sorted().toList(),
                List.copyOf(cves),
                id,
                answer.verdict(),
                answer.rule(),
                answer.satisfiedBy(),
                answer.reason(),
                answer.confidence(),
                answer.remedies(),
                seen.stream()
                        .filter(run -> !open || run.fixedAt() == null)
                        .map(Timeline.Run::openSince)
                        .filter(Objects::nonNull)
                        .min(Comparator.naturalOrder())
                        .orElse(answer.open() ? then.state().at() : null),
                open
                        ? null
                        : seen.stream()
                                .map(Timeline.Run::fixedAt)
                                .filter(Objects::nonNull)
                                .max(Comparator.naturalOrder())
                                .orElse(null),
                then.state().at(),
                then.state().inventoryDigest());
    }
}
