package io.patchwave.exposure;

import io.patchwave.inventory.Software;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A compiled catalog that answers software sets without proof, fast enough for a whole fleet. It says what
 * {@link Evaluator.Compiled#evaluate} says, of the same groups by the same rules, less what only that one machine shows
 * ({@code satisfiedBy}, {@code remedies}); one body of rules serves both. Immutable but for memory of its own; many threads
 * ask at once.
 */
public interface Ruler {
    /** The classes it rules on, by their number here: position in this list. The same for the life of this object. */
    List<GroupName> groups();

    /** Rules on everything but what is unaffected; each group at most once. The answer is what is said of the set as a whole. */
    Evaluation.Whole rule(Software software, Rulings into);

    /**
     * What changed since an earlier compilation of the same kind, so that only sets it touches are ruled on again; null where
     * that cannot be told and every set has to be.
     */
    default @Nullable Difference since(Ruler earlier) {
        return null;
    }

    /** Takes rulings. */
    @FunctionalInterface
    interface Rulings {
        /** @param group a number of {@link #groups()} */
        void add(int group, Grounds grounds);
    }

    /**
     * A class of advisories that every rule answers alike.
     *
     * @param key stable: same catalog content, same key. For rpm and deb the advisory's id
     * @param advisories the publisher's ids in it, sorted
     */
    record GroupName(String key, List<String> advisories) {}

    /** The changes of a catalog as far as a ruler sees them. Asked of canonical software only: its lists are sorted. */
    interface Difference {
        /** Keys of the groups whose rulings may differ, gone ones included; all others' stand. */
        List<String> keys();

        /**
         * Whether all other rulings of the set stand. Where they do not (a repository came that only this machine names), it has
         * to be ruled on as a whole.
         */
        default boolean holdsFor(Software software) {
            return true;
        }

        /** Whether some ruling of the set may differ. Fast: asked for every set of the fleet. */
        boolean touches(Software software);

        /** Rules on the {@link #keys()} only, by the numbers of the newer ruler's groups. */
        void rule(Software software, Rulings into);
    }
}
