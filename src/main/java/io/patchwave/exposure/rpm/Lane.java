package io.patchwave.exposure.rpm;

import io.patchwave.exposure.linux.Tally;
import io.patchwave.exposure.linux.Weight;
import io.patchwave.version.Evr;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Fixes of one name and architecture that count under one condition, sorted by EVR: an installed build lies between two of them,
 * and every build between the same two gets the same answer. What they say where the installed build is older is kept in runs of
 * advisories with neighbouring numbers (see {@link Tally}).
 *
 * @param starts index of each run's first fix, and their number at the end
 * @param codes code of each run's first fix
 * @param doubtful whether it is not known if their stream is the host's
 * @param known {@link #told}, as far as it was asked for
 */
record Lane(
        Fix[] fixes,
        int[] starts,
        int[] codes,
        @Nullable Condition condition,
        boolean osv,
        boolean doubtful,
        AtomicReferenceArray<int @Nullable []> known) {
    /** Index of the first fix that is newer. */
    int firstNewerThan(Evr evr) {
        int low = 0;
        int high = fixes.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (fixes[middle].evr().compareTo(evr) > 0) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /**
     * Says it of the fixes {@code from} to {@code to - 1}.
     *
     * @param instead the weight; null: each one's own
     */
    void tell(Tally tally, int from, int to, @Nullable Weight instead) {
        int run = 0;
        while (starts[run + 1] <= from) {
            run++;
        }
        int at = from;
        while (at < to) {
            int end = Math.min(to, starts[run + 1]);
            tally.add(Tally.after(codes[run], at - starts[run]), end - at, instead);
            at = end;
            run++;
        }
    }

    /**
     * What {@link Walk} tells of a single package under no condition: codes and how many advisories each is for, in turns. The
     * same array for all builds between the same two fixes: whole fleets are ruled on by it.
     *
     * @param open index of the first fix that is newer
     */
    int[] told(int open) {
        int[] told = known.get(open);
        if (told == null) {
            told = pairs(open);
            known.set(open, told);
        }
        return told;
    }

    private int[] pairs(int open) {
        int[] pairs = new int[4 * codes.length];
        int size = 0;
        for (int run = 0; run < codes.length; run++) {
            int start = starts[run];
            int end = starts[run + 1];
            int closed = Math.max(start, Math.min(open, end));
            if (closed > start) {
                pairs[size++] = Tally.instead(codes[run], Weight.PATCHED);
                pairs[size++] = closed - start;
            }
            if (end > closed) {
                pairs[size++] = Tally.after(codes[run], closed - start);
                pairs[size++] = end - closed;
            }
        }
        return Arrays.copyOf(pairs, size);
    }

    /** Gives a code to each fix. */
    @FunctionalInterface
    interface Coder {
        int code(Fix fix);
    }

    /** Sorts fixes into lanes by their conditions. */
    static List<Lane> of(List<Fix> fixes, boolean osv, boolean doubtful, Coder coder) {
        Map<Object, List<Fix>> byCondition = new LinkedHashMap<>();
        for (Fix fix : fixes) {
            Condition condition = fix.condition();
            byCondition
                    .computeIfAbsent(condition == null ? "" : condition, key -> new ArrayList<>())
                    .add(fix);
        }
        List<Lane> lanes = new ArrayList<>(byCondition.size());
        for (List<Fix> each : byCondition.values()) {
            each.sort(Fix.BY_EVR);
            lanes.add(of(each.toArray(Fix[]::new), osv, doubtful, coder));
        }
        return lanes;
    }

    private static Lane of(Fix[] sorted, boolean osv, boolean doubtful, Coder coder) {
        int[] starts = new int[sorted.length + 1];
        int[] codes = new int[sorted.length];
        int runs = 0;
        int last = 0;
        for (int i = 0; i < sorted.length; i++) {
            int code = coder.code(sorted[i]);
            if (i == 0 || !Tally.follows(last, code)) {
                starts[runs] = i;
                codes[runs++] = code;
            }
            last = code;
        }
        starts[runs] = sorted.length;
        return new Lane(
                sorted,
                Arrays.copyOf(starts, runs + 1),
                Arrays.copyOf(codes, runs),
                sorted[0].condition(),
                osv,
                doubtful,
                new AtomicReferenceArray<>(sorted.length + 1));
    }
}
