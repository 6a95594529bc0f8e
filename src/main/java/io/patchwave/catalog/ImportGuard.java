package io.patchwave.catalog;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Judges what an import would do before it does it (design, section 2: held imports). Exposure contributes the one bean;
 * without one nothing is held.
 */
public interface ImportGuard {
    /** Whether the import goes on; called in its transaction, which is rolled back when it is held. */
    Decision judge(Difference difference);

    /**
     * What would change, ids of advisories sorted.
     *
     * @param withdrawn stood in the catalog and would no longer
     * @param before the catalog as it stands; null where nothing that stands would change
     * @param after the catalog as it would be, with the same objects wherever nothing changes; computed when asked for
     */
    record Difference(
            List<String> created,
            List<String> changed,
            List<String> withdrawn,
            @Nullable CatalogSnapshot before,
            Supplier<CatalogSnapshot> after) {}

    /**
     * The answer.
     *
     * @param hold whether a person has to decide
     * @param hostsConcerned how many hosts it touches, of {@code hosts}
     * @param reason one sentence; shown to that person
     */
    record Decision(boolean hold, long hostsConcerned, long hosts, String reason) {
        /** Go on. */
        public static final Decision GO = new Decision(false, 0, 0, "");
    }
}
