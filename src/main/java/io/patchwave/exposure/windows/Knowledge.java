package io.patchwave.exposure.windows;

import java.util.Map;
import java.util.Set;

/**
 * What all documents together say of KBs, while they are compiled.
 *
 * @param kinds of every KB that says more than {@code single}
 * @param months of every KB
 * @param cumulative KBs that have a revision on some line
 */
record Knowledge(Map<Integer, UpdateKind> kinds, Map<Integer, Integer> months, Set<Integer> cumulative) {
    UpdateKind kind(int kb) {
        return kinds.getOrDefault(kb, UpdateKind.SINGLE);
    }

    int month(int kb) {
        return months.getOrDefault(kb, Months.NEVER);
    }
}
