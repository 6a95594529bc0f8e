package io.patchwave.exposure;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * Which sets have an answer, and by the catalog of which revision: kept beside the answers, so that the oldest is told without
 * asking every set. Not safe for many threads: {@link ExposureIndex} guards it.
 */
final class HeldRevisions {
    private final RoaringBitmap evaluated = new RoaringBitmap();
    private final TreeMap<Long, RoaringBitmap> byRevision = new TreeMap<>();

    /** Answers written after the last sweep: it says nothing of them. */
    private final RoaringBitmap sinceSweep = new RoaringBitmap();

    private SetState.Swept swept = SetState.Swept.NEVER;

    /** The set's answer is now this one instead of the other. */
    void put(@Nullable SetState before, SetState now) {
        int set = Math.toIntExact(now.setId());
        if (before != null && before.evaluatedRev() != now.evaluatedRev()) {
            leave(before);
        }
        byRevision
                .computeIfAbsent(now.evaluatedRev(), rev -> new RoaringBitmap())
                .add(set);
        evaluated.add(set);
        if (now.rev() > swept.upto()) {
            sinceSweep.add(set);
        } else {
            sinceSweep.remove(set);
        }
    }

    /** The set has no answer any more. */
    void remove(SetState gone) {
        int set = Math.toIntExact(gone.setId());
        leave(gone);
        evaluated.remove(set);
        sinceSweep.remove(set);
    }

    private void leave(SetState state) {
        byRevision.computeIfPresent(state.evaluatedRev(), (rev, sets) -> {
            sets.remove(Math.toIntExact(state.setId()));
            return sets.isEmpty() ? null : sets;
        });
    }

    /** A sweep has found all sets; {@code sets} are the answers. */
    void swept(SetState.Swept now, Map<Long, SetState> sets) {
        swept = now;
        RoaringBitmap covered = new RoaringBitmap();
        sinceSweep.forEach((org.roaringbitmap.IntConsumer) set -> {
            SetState state = sets.get((long) set);
            if (state != null && state.rev() <= now.upto()) {
                covered.add(set);
            }
        });
        sinceSweep.andNot(covered);
    }

    /** The sets with an answer; the bitmap is this object's own. */
    RoaringBitmap evaluated() {
        return evaluated;
    }

    /** The oldest catalog revision that an answer of one of these sets holds at; {@link Long#MAX_VALUE} where none has one. */
    long oldest(RoaringBitmap sets) {
        RoaringBitmap fresh = RoaringBitmap.and(sinceSweep, sets);
        RoaringBitmap covered = RoaringBitmap.andNot(sets, sinceSweep);
        long oldest = Long.MAX_VALUE;
        for (Map.Entry<Long, RoaringBitmap> answers : byRevision.entrySet()) {
            long rev = answers.getKey();
            if (rev >= oldest) {
                break;
            }
            if (RoaringBitmap.intersects(answers.getValue(), fresh)) {
                return rev;
            }
            if (RoaringBitmap.intersects(answers.getValue(), covered)) {
                oldest = Math.min(oldest, Math.max(rev, swept.catalogRev()));
            }
        }
        return oldest;
    }
}
