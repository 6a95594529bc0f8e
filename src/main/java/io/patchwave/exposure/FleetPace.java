package io.patchwave.exposure;

import io.patchwave.catalog.Severity;
import io.patchwave.inventory.HostQuery;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.roaringbitmap.RoaringBitmap;

/**
 * How old open holes are and how long closed ones stood, over hosts' whole histories. Of critical, important and moderate security
 * advisories: what is low is not chased by time.
 */
@ApplicationScoped
class FleetPace {
    private static final Duration LOOKED_BACK = Duration.ofDays(90);
    private static final int PAGE = 1000;
    private static final List<Severity> CHASED = List.of(Severity.CRITICAL, Severity.IMPORTANT, Severity.MODERATE);

    private final LiveIndex live;
    private final HostScope scopes;
    private final HostRows hosts;
    private final SetRows states;
    private final AdvisoryBook book;
    private final Clock clock;

    FleetPace(LiveIndex live, HostScope scopes, HostRows hosts, SetRows states, AdvisoryBook book, Clock clock) {
        this.live = live;
        this.scopes = scopes;
        this.hosts = hosts;
        this.states = states;
        this.book = book;
        this.clock = clock;
    }

    /** What is added up of one severity. */
    private static final class Sum {
        private long open;
        private double ages;
        private final List<Double> fixes = new ArrayList<>();

        FleetHistory.Pace pace(LocalDate day, Severity severity) {
            fixes.sort(Comparator.naturalOrder());
            return new FleetHistory.Pace(
                    day,
                    severity.word(),
                    open,
                    open == 0 ? 0 : Risk.rounded(ages / open),
                    fixes.size(),
                    at(0.5),
                    at(0.9));
        }

        private double at(double share) {
            return fixes.isEmpty()
                    ? 0
                    : Risk.rounded(fixes.get(
                            (int) Math.min(fixes.size() - 1L, Math.round(share * (fixes.size() - 1)))));
        }
    }

    /** As of now, over the hosts of the query; one row a severity. */
    List<FleetHistory.Pace> of(LocalDate day, HostQuery query) {
        HostScope.Scope scope = scopes.of(query);
        AdvisoryBook.Book known = book.current();
        List<UUID> ids = new ArrayList<>();
        RoaringBitmap chased = live.index().ask(view -> {
            BitSet wanted = (BitSet) view.hosts().active().clone();
            BitSet narrowed = scope.in(view.hosts());
            if (narrowed != null) {
                wanted.and(narrowed);
            }
            view.hosts().each(wanted, host -> ids.add(host.id()));
            RoaringBitmap numbers = new RoaringBitmap();
            view.rulings().every(ruling -> {
                if (ruling.group().advisories().stream().anyMatch(id -> isChased(known.head(id)))) {
                    numbers.add(ruling.id());
                }
            });
            return numbers;
        });
        Map<Severity, Sum> sums = new EnumMap<>(Severity.class);
        CHASED.forEach(severity -> sums.put(severity, new Sum()));
        Instant now = clock.instant();
        for (int from = 0; from < ids.size(); from += PAGE) {
            add(ids.subList(from, Math.min(from + PAGE, ids.size())), chased, known, now, sums);
        }
        return CHASED.stream()
                .map(severity -> Objects.requireNonNull(sums.get(severity)).pace(day, severity))
                .toList();
    }

    private static boolean isChased(AdvisoryBook.Head head) {
        return head.kind().equals("security") && CHASED.contains(Severity.ofWord(head.severity()));
    }

    private void add(
            List<UUID> page, RoaringBitmap chased, AdvisoryBook.Book known, Instant now, Map<Severity, Sum> sums) {
        Map<UUID, List<HostRows.State>> histories = hosts.histories(page);
        Map<Long, SetHistory> sets = states.histories(histories.values().stream()
                .flatMap(List::stream)
                .map(HostRows.State::setId)
                .filter(Objects::nonNull)
                .distinct()
                .toList());
        Timeline timeline = new Timeline(bitmap -> live.rulings(RoaringBitmap.and(bitmap, chased)));
        Map<String, Sum> bySum = new HashMap<>();
        for (List<HostRows.State> history : histories.values()) {
            List<HostRows.State> sorted = history.stream()
                    .sorted(Comparator.comparing(HostRows.State::at))
                    .toList();
            timeline.runs(sorted, sets, now).forEach((advisory, run) -> {
                AdvisoryBook.Head head = known.head(advisory);
                if (isChased(head)) {
                    Sum sum = bySum.computeIfAbsent(
                            head.severity(), word -> Objects.requireNonNull(sums.get(Severity.ofWord(word))));
                    add(sum, run, now);
                }
            });
        }
    }

    private static void add(Sum sum, Timeline.Run run, Instant now) {
        Instant since = run.openSince();
        Instant fixed = run.fixedAt();
        if (since == null) {
            return;
        }
        if (fixed == null && run.kind() == Timeline.Kind.OPEN) {
            sum.open++;
            sum.ages += days(since, now);
        } else if (fixed != null && fixed.isAfter(now.minus(LOOKED_BACK))) {
            sum.fixes.add(days(since, fixed));
        }
    }

    private static double days(Instant from, Instant to) {
        return Math.max(0, Duration.between(from, to).toMinutes()) / 1440.0;
    }
}
