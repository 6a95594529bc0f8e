package io.patchwave.exposure;

import io.patchwave.catalog.Severity;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * What the open security findings of a set weigh, remembered as long as its answer and the catalog's heads stand: the order of
 * hosts by risk asks for all of them.
 */
@ApplicationScoped
class SetRisks {
    private static final byte NOT_OPEN = 0;
    private static final byte OPEN = 1;
    private static final byte CRITICAL = 2;
    private static final byte KEV = 4;
    private static final int FORGOTTEN_FROM = 1000;

    private final LiveIndex live;
    private final Map<Long, Known> known = new ConcurrentHashMap<>();
    private volatile Weights weights = new Weights(-1, 0, new float[0], new byte[0]);

    SetRisks(LiveIndex live) {
        this.live = live;
    }

    /**
     * The sum of a set.
     *
     * @param points of its worst open finding, by the advisory alone
     * @param kev open findings that are exploited
     * @param critical open findings that are critical
     * @param open exposed findings of kind security
     */
    record SetRisk(double points, int kev, int critical, int open) {
        static final SetRisk NONE = new SetRisk(0, 0, 0, 0);
    }

    private record Known(RoaringBitmap rulings, long headsRev, SetRisk risk) {}

    /** By number of ruling: the advisory's points, and what it counts as. */
    private record Weights(long headsRev, int rulings, float[] points, byte[] counts) {}

    /**
     * The sums as of these heads.
     *
     * @param advisories which count; {@link FleetSearch#ALL} for the present, whose sums are remembered
     * @param states those that will all be asked for: what is not remembered of them is added up at once, on all processors
     */
    Function<SetState, SetRisk> sums(
            AdvisoryBook.Book book, Predicate<String> advisories, Collection<SetState> states) {
        if (advisories != FleetSearch.ALL) {
            Weights then = live.index().ask(view -> fresh(view.rulings(), book, advisories, null));
            Map<SetState, SetRisk> here = Collections.synchronizedMap(new IdentityHashMap<>(states.size()));
            states.parallelStream().forEach(state -> here.put(state, sum(state.rulings(), then)));
            return state -> here.computeIfAbsent(state, one -> sum(one.rulings(), then));
        }
        if (known.size() > 2 * states.size() + FORGOTTEN_FROM && !states.isEmpty()) {
            known.clear();
        }
        Weights now = weights(book);
        states.parallelStream().forEach(state -> of(now, state));
        return state -> of(now, state);
    }

    private SetRisk of(Weights now, SetState state) {
        Known before = known.get(state.setId());
        if (before != null && before.rulings() == state.rulings() && before.headsRev() == now.headsRev()) {
            return before.risk();
        }
        SetRisk risk = sum(state.rulings(), now);
        known.put(state.setId(), new Known(state.rulings(), now.headsRev(), risk));
        return risk;
    }

    private static SetRisk sum(RoaringBitmap rulings, Weights weights) {
        float worst = 0;
        int kev = 0;
        int critical = 0;
        int open = 0;
        for (var ids = rulings.getIntIterator(); ids.hasNext(); ) {
            int id = ids.next();
            byte counts = id < weights.counts().length ? weights.counts()[id] : NOT_OPEN;
            if (counts != NOT_OPEN) {
                open++;
                critical += (counts & CRITICAL) != 0 ? 1 : 0;
                kev += (counts & KEV) != 0 ? 1 : 0;
                worst = Math.max(worst, weights.points()[id]);
            }
        }
        return new SetRisk(worst, kev, critical, open);
    }

    private Weights weights(AdvisoryBook.Book book) {
        return live.index().ask(view -> {
            Weights now = weights;
            boolean same = now.headsRev() == book.headsRev();
            if (!same || now.rulings() != view.rulings().size()) {
                now = fresh(view.rulings(), book, FleetSearch.ALL, same ? now : null);
                weights = now;
            }
            return now;
        });
    }

    /** A past day's rulings are among the living index's, by the same numbers: nothing is ever taken back. */
    private static Weights fresh(
            RulingTable rulings, AdvisoryBook.Book book, Predicate<String> advisories, @Nullable Weights before) {
        int capacity = rulings.capacity();
        float[] points = before == null ? new float[capacity] : Arrays.copyOf(before.points(), capacity);
        byte[] counts = before == null ? new byte[capacity] : Arrays.copyOf(before.counts(), capacity);
        rulings.later(before == null ? 0 : before.rulings(), ruling -> weigh(ruling, book, advisories, points, counts));
        return new Weights(book.headsRev(), rulings.size(), points, counts);
    }

    private static void weigh(
            Ruling ruling, AdvisoryBook.Book book, Predicate<String> advisories, float[] points, byte[] counts) {
        float worst = 0;
        byte counted = NOT_OPEN;
        if (ruling.verdict() == Verdict.EXPOSED) {
            for (String advisory : ruling.group().advisories()) {
                AdvisoryBook.Head head = book.head(advisory);
                if (head.kind().equals("security") && !head.withdrawn() && advisories.test(advisory)) {
                    Severity severity = Severity.ofWord(head.severity());
                    worst = (float) Math.max(worst, Risk.ofAdvisory(head.kev(), head.epss(), severity));
                    counted |= OPEN;
                    counted |= severity == Severity.CRITICAL ? CRITICAL : 0;
                    counted |= head.kev() ? KEV : 0;
                }
            }
        }
        points[ruling.id()] = worst;
        counts[ruling.id()] = counted;
    }
}
