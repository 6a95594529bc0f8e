package io.patchwave.exposure;

import io.patchwave.catalog.Severity;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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

    private final Map<Long, Known> known = new ConcurrentHashMap<>();
    private volatile Weights weights = new Weights(-1, 0, new float[0], new byte[0]);

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

    /** The sum; asked within a view of the index. */
    SetRisk of(ExposureIndex.View view, AdvisoryBook.Book book, SetState state) {
        Weights now = weights(view, book);
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

    private Weights weights(ExposureIndex.View view, AdvisoryBook.Book book) {
        Weights now = weights;
        int rulings = view.rulings().size();
        if (now.headsRev() == book.headsRev() && now.rulings() == rulings) {
            return now;
        }
        float[] points = new float[view.rulings().capacity()];
        byte[] counts = new byte[view.rulings().capacity()];
        view.rulings().every(ruling -> weigh(ruling, book, points, counts));
        Weights fresh = new Weights(book.headsRev(), rulings, points, counts);
        weights = fresh;
        return fresh;
    }

    private static void weigh(Ruling ruling, AdvisoryBook.Book book, float[] points, byte[] counts) {
        float worst = 0;
        byte counted = NOT_OPEN;
        if (ruling.verdict() == Verdict.EXPOSED) {
            for (String advisory : ruling.group().advisories()) {
                AdvisoryBook.Head head = book.head(advisory);
                if (head.kind().equals("security") && !head.withdrawn()) {
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
