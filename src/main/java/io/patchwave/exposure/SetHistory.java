package io.patchwave.exposure;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/** Everything that was ever known of one software set, oldest first; pure. */
final class SetHistory {
    private final List<Moment> moments = new ArrayList<>();

    /** From that time on this was the answer. */
    record Moment(Instant at, RoaringBitmap judgements) {}

    /** The histories of sets out of their differences, oldest first within a set. */
    static Map<Long, SetHistory> of(List<SetStates.Change> changes) {
        Map<Long, SetHistory> histories = new HashMap<>();
        changes.forEach(change -> histories
                .computeIfAbsent(change.setId(), id -> new SetHistory())
                .add(change));
        return histories;
    }

    private void add(SetStates.Change change) {
        RoaringBitmap next = moments.isEmpty()
                ? new RoaringBitmap()
                : moments.get(moments.size() - 1).judgements().clone();
        next.andNot(change.closed());
        next.or(change.opened());
        moments.add(new Moment(change.at(), next));
    }

    /** What was known at that time; null before the first evaluation. */
    @Nullable RoaringBitmap knownAt(Instant time) {
        RoaringBitmap known = null;
        for (Moment moment : moments) {
            if (moment.at().isAfter(time)) {
                break;
            }
            known = moment.judgements();
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
        seen.add(new Moment(from, begin == null ? moments.get(0).judgements() : begin));
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
