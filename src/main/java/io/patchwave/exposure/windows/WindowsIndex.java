package io.patchwave.exposure.windows;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The catalog's statements about Windows, compiled; immutable.
 *
 * @param products by normalised name
 * @param inside products inside an operating system, by the system's normalised name
 * @param programs products that are neither, by normalised name
 * @param lines update histories
 * @param kinds of every KB that says more than {@code single}
 * @param months of every KB
 * @param cumulative KBs that have a revision on some line
 */
record WindowsIndex(
        Map<String, ProductIndex> products,
        Map<String, List<ProductIndex>> inside,
        Map<String, ProductIndex> programs,
        Map<String, UpdateLine> lines,
        Map<Integer, UpdateKind> kinds,
        Map<Integer, Integer> months,
        Set<Integer> cumulative) {
    UpdateKind kind(int kb) {
        return kinds.getOrDefault(kb, UpdateKind.SINGLE);
    }

    int month(int kb) {
        return months.getOrDefault(kb, Months.NEVER);
    }
}
