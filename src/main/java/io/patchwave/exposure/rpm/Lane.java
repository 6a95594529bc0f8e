package io.patchwave.exposure.rpm;

import io.patchwave.version.Evr;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Fixes of one name and architecture that count under one condition, sorted by EVR: an installed build lies between two of them,
 * and every build between the same two gets the same answer.
 *
 * @param codes what each says where the installed build is older (see {@link io.patchwave.exposure.linux.Tally})
 * @param doubtful whether it is not known if their stream is the host's
 */
record Lane(Fix[] fixes, int[] codes, @Nullable Condition condition, boolean doubtful) {
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

    /** Gives a code to each fix. */
    @FunctionalInterface
    interface Coder {
        int code(Fix fix);
    }

    /** Sorts fixes into lanes by their conditions. */
    static List<Lane> of(List<Fix> fixes, boolean doubtful, Coder coder) {
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
            Fix[] sorted = each.toArray(Fix[]::new);
            int[] codes = new int[sorted.length];
            for (int i = 0; i < codes.length; i++) {
                codes[i] = coder.code(sorted[i]);
            }
            lanes.add(new Lane(sorted, codes, sorted[0].condition(), doubtful));
        }
        return lanes;
    }
}
