package io.patchwave.exposure;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * One host's history: which sets it had when, joined in time with what was known of them then. Gives each advisory its run: a
 * new set that still has the hole continues it. Pure.
 */
final class Timeline {
    private static final HostEntry ANY = new HostEntry(
            new UUID(0, 0), "", true, false, false, null, null, "normal", List.of(), false, HostEntry.Effects.NONE);

    private final Function<RoaringBitmap, List<Ruling>> resolver;
    private final Map<RoaringBitmap, Map<String, Answers.Answer>> answered = new HashMap<>();

    /** The resolver gives the rulings of a bitmap. */
    Timeline(Function<RoaringBitmap, List<Ruling>> resolver) {
        this.resolver = resolver;
    }

    /** Where the verdict stands. */
    enum Kind {
        OPEN,
        UNDECIDED,
        CLOSED
    }

    /**
     * The last run of an advisory on the host.
     *
     * @param since when the present kind began
     * @param openSince start of the last run of the hole; null where it was never seen
     * @param fixedAt its end; null while it is open or undecided, and where there was none
     * @param last the last answer while it was judged
     */
    record Run(
            Kind kind,
            Instant since,
            @Nullable Instant openSince,
            @Nullable Instant fixedAt,
            Answers.Answer last) {
        Run then(Kind next, Instant at, Answers.@Nullable Answer answer) {
            Answers.Answer newest = answer == null ? last : answer;
            if (next == kind) {
                return answer == null ? this : new Run(kind, since, openSince, fixedAt, newest);
            }
            boolean running = openSince != null && fixedAt == null;
            return switch (next) {
                case OPEN -> new Run(next, at, running ? openSince : at, null, newest);
                case UNDECIDED -> new Run(next, at, openSince, fixedAt, newest);
                case CLOSED -> new Run(next, at, openSince, running ? at : fixedAt, newest);
            };
        }

        static Run first(Kind kind, Instant at, Answers.Answer answer) {
            return new Run(kind, at, kind == Kind.OPEN ? at : null, null, answer);
        }
    }

    /**
     * All runs until a time.
     *
     * @param states of the host, in the order of their time
     * @param histories of all sets in them
     */
    Map<String, Run> runs(List<HostRows.State> states, Map<Long, SetHistory> histories, Instant until) {
        Map<String, Run> runs = new HashMap<>();
        for (SetHistory.Moment moment : moments(states, histories, until)) {
            Map<String, Answers.Answer> answers = answered.computeIfAbsent(
                    moment.rulings(),
                    bitmap -> Answers.byAdvisory(resolver.apply(bitmap), Proofs.NONE, ANY, advisory -> true));
            Set<String> gone = new HashSet<>(runs.keySet());
            gone.removeAll(answers.keySet());
            gone.forEach(
                    advisory -> runs.computeIfPresent(advisory, (id, run) -> run.then(Kind.CLOSED, moment.at(), null)));
            answers.forEach((advisory, answer) -> {
                Kind kind = kind(answer);
                runs.compute(
                        advisory,
                        (id, run) -> run == null
                                ? Run.first(kind, moment.at(), answer)
                                : run.then(kind, moment.at(), answer));
            });
        }
        return runs;
    }

    private static List<SetHistory.Moment> moments(
            List<HostRows.State> states, Map<Long, SetHistory> histories, Instant until) {
        List<HostRows.State> tenures = new ArrayList<>();
        for (HostRows.State state : states) {
            boolean same = !tenures.isEmpty()
                    && Objects.equals(tenures.get(tenures.size() - 1).setId(), state.setId());
            if (state.setId() != null && !same && !state.at().isAfter(until)) {
                tenures.add(state);
            }
        }
        List<SetHistory.Moment> moments = new ArrayList<>();
        for (int i = 0; i < tenures.size(); i++) {
            HostRows.State tenure = tenures.get(i);
            Instant end = i + 1 < tenures.size() ? tenures.get(i + 1).at() : until.plusNanos(1);
            SetHistory history = histories.get(tenure.setId());
            if (history != null) {
                moments.addAll(history.during(tenure.at(), end));
            }
        }
        return moments;
    }

    private static Kind kind(Answers.Answer answer) {
        return switch (answer.verdict()) {
            case EXPOSED, PENDING_REBOOT, MITIGATED -> Kind.OPEN;
            case UNKNOWN -> Kind.UNDECIDED;
            case PATCHED, UNAFFECTED -> Kind.CLOSED;
        };
    }
}
