package io.patchwave.exposure.windows;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** A number for each of some KBs; immutable, and asked without boxing. */
final class KbTable {
    private final int[] kbs;
    private final int[] values;
    private final int[] sortedValues;

    KbTable(Map<Integer, Integer> content) {
        TreeMap<Integer, Integer> sorted = new TreeMap<>(content);
        kbs = sorted.keySet().stream().mapToInt(Integer::intValue).toArray();
        values = sorted.values().stream().mapToInt(Integer::intValue).toArray();
        sortedValues = Arrays.stream(values).sorted().toArray();
    }

    /** The KB's number, -1 where it has none. */
    int get(int kb) {
        int at = Arrays.binarySearch(kbs, kb);
        return at < 0 ? -1 : values[at];
    }

    /** Whether some KB has that number. */
    boolean hasValue(int value) {
        return Arrays.binarySearch(sortedValues, value) >= 0;
    }

    boolean isEmpty() {
        return kbs.length == 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KbTable table && Arrays.equals(kbs, table.kbs) && Arrays.equals(values, table.values);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(kbs) + Arrays.hashCode(values);
    }
}
