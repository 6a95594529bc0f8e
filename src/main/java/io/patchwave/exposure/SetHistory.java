package io.patchwave.exposure;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/** Everything that was ever known of one software set, oldest first; pure. */
final class SetHistory {
    private final List<Moment> moments = new ArrayList<>();

    /** From that time on this was the answer. */
    record Moment(Instant at, RoaringBitmap rulings) {}

    /**
     * Out of the stored answer and its differences, forwards and backwards from it.
     *
     * @param bornAt when the set was first judged; null where its first difference is its birth (as rows were before bornAt)
     * @param rev revision of answers that {@code stored} is of
     * @param changes all differences, oldest first, before and after {@code stored}
     */
    static SetHistory of(@Nullable Instant bornAt, long rev, RoaringBitmap stored, List<SetRows.Change> changes) {
        int after = 0;
        while (after < changes.size() && changes.get(after).rev() <= rev) {
            after++;
        }
        RoaringBitmap[] states = new RoaringBitmap[changes.size() + 1];
        states[after] = stored;
        for (int i = after; i < changes.size(); i++) {
            states[i + 1] = RoaringBitmap.or(
                    RoaringBitmap.andNot(states[i], changes.get(i).closed()),
                    changes.get(i).opened());
        }
        for (int i = after; i > 0; i--) {
            states[i - 1] = RoaringBitmap.or(
                    RoaringBitmap.andNot(states[i], changes.get(i - 1).opened()),
                    changes.get(i - 1).closed());
        }
        SetHistory history = new SetHistory();
        if (bornAt != null) {
            history.moments.add(new Moment(bornAt, states[0]));
        }
        for (int i = 0; i < changes.size(); i++) {
            history.moments.add(new Moment(changes.get(i).at(), states[i + 1]));
        }
        return history;
    }

    /** What was known at that time; null before the first evaluation. */
    @Nullable RoaringBitmap knownAt(Instant time) {
        RoaringBitmap known = null;
        for (Moment moment : moments) {
            if (moment.at().isAfter(time)) {
                break;
            }
            known = moment.rulings();
        }
        return known;
    }

    /**
     * What was seen from one time until another, as it was known then. What the first evaluation says holds from the
     * beginning: it comes a moment after the inventory it judges.
     */
    List<Moment> during(Instant from, Instant to) {
        if (moments.isEmpty()) {
            return List.of();
        }
        RoaringBitmap begin = knownAt(from);
        List<Moment> seen = new ArrayList<>();
        seen.add(new Moment(from, begin == null ? moments.get(0).rulings() : begin));
        for (int i = 0; i < moments.size(); i++) {
            Moment moment = moments.get(i);
            boolean taken = begin == null && i == 0;
            if (!taken && moment.at().isAfter(from) && moment.at().isBefore(to)) {
                seen.add(moment);
            }
        }
        return seen;
    }
}
