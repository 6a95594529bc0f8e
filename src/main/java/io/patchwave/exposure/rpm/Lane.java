package io.patchwave.exposure.rpm;

import io.patchwave.exposure.linux.Tally;
import io.patchwave.exposure.linux.Weight;
import io.patchwave.version.Evr;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Fixes of one name and architecture that count under one condition, sorted by EVR: an installed build lies between two of them,
 * and every build between the same two gets the same answer. What they say where the installed build is older is kept in runs of
 * advisories with neighbouring numbers (see {@link Tally}).
 *
 * @param starts index of each run's first fix, and their number at the end
 * @param codes code of each run's first fix
 * @param doubtful whether it is not known if their stream is the host's
 */
record Lane(
        Fix[] fixes, int[] starts, int[] codes, @Nullable Condition condition, boolean osv, boolean doubtful) {
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
                doubtful);
    }
}
