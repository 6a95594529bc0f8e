package io.patchwave.exposure.windows;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the catalog says of one product.
 *
 * @param key normalised name
 * @param component the X of {@code X on Windows …}, {@code ""} for the system itself and for programs
 * @param os the operating system it is, or lies in; null for programs
 * @param classes all advisories, by alternative remedies
 * @param supersededBy the KBs that replace a KB on this product (wrong edges dropped)
 * @param kbs every KB of the product, ascending
 * @param anchors place of the rollup that contains a security-only update or IE cumulative (R5), shared within the system
 * @param fixedBuilds the version that a KB brings a program to
 */
record ProductIndex(
        String key,
        String component,
        @Nullable WindowsProduct os,
        List<RemedyClass> classes,
        Map<Integer, int[]> supersededBy,
        int[] kbs,
        Map<Integer, Integer> anchors,
        Map<Integer, String> fixedBuilds) {
    /** Whether it is the operating system itself. */
    boolean isSystem() {
        return os != null && component.isEmpty();
    }

    boolean isInternetExplorer() {
        return component.startsWith("internet explorer");
    }

    boolean isFlash() {
        return component.startsWith("adobe flash player");
    }

    boolean isDotnet() {
        return component.startsWith("microsoft .net framework");
    }

    boolean isEdgeHtml() {
        return component.startsWith("microsoft edge (edgehtml-based)");
    }
}
