package io.patchwave.exposure.rpm;

import io.patchwave.exposure.linux.OsvRange;
import io.patchwave.version.Evr;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fixed build that an advisory names.
 *
 * @param nevra as text; null for OSV, which has no architecture: the installed package's is taken
 * @param offered whether the advisory's own repository has exactly this build, or does not tell what it has
 */
record Fix(
        Advisory advisory,
        Evr evr,
        @Nullable String nevra,
        @Nullable Condition condition,
        boolean offered) {
    static final Comparator<Fix> BY_EVR =
            Comparator.comparing(Fix::evr).thenComparing(fix -> fix.advisory().number());

    String nevra(Installed.Group group) {
        return nevra != null ? nevra : group.name() + "-" + evr + "." + group.arch();
    }

    /** A build without epoch in the document: epoch 0 for dnf; {@code possible} are the builds of that name in primary. */
    record Doubtful(Fix asZero, List<Evr> possible) {}

    /** An OSV entry that is more than "everything before the fix". */
    record Ranged(Advisory advisory, @Nullable Condition condition, List<OsvRange<Evr>> ranges) {}

    /** What is known of one name, or of one name and architecture. */
    record Of(Fix[] sorted, List<Doubtful> doubtful, List<Ranged> ranged) {
        /** Index of the first fix that is newer. */
        int firstNewerThan(Evr evr) {
            int low = 0;
            int high = sorted.length;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (sorted[middle].evr.compareTo(evr) > 0) {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
            return low;
        }
    }
}
