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
     * @param effect what it does to the hosts
     * @param reason one sentence, shown to that person; empty where nothing speaks against it
     * @param samples the advisories of which most hosts would hear, at most fifty
     */
    record Decision(boolean hold, Effect effect, String reason, List<Sample> samples) {
        /** Go on. */
        public static final Decision GO = new Decision(false, Effect.NONE, "", List.of());
    }

    /**
     * Numbers of hosts.
     *
     * @param hosts all that could be concerned
     * @param concerned where a finding would close or a name would change
     * @param closed where at least one open finding would no longer be open
     * @param changedNames concerned by an advisory that names other packages or remedies than before
     */
    record Effect(long hosts, long concerned, long closed, long changedNames) {
        /** Nothing was looked at. */
        public static final Effect NONE = new Effect(0, 0, 0, 0);
    }

    /** One advisory as it stands and as it would be; {@code hosts} closed or concerned by its new names. */
    record Sample(String advisoryId, Said before, Said after, long hosts) {}

    /**
     * What is said of an advisory.
     *
     * @param verdict of most of those hosts; null where it is not known
     * @param names packages and remedies in question, at most five
     */
    record Said(@Nullable String verdict, List<String> names) {}
}
