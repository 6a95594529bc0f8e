package io.patchwave.exposure.rpm;

import io.patchwave.exposure.linux.OsvRange;
import io.patchwave.exposure.linux.Weight;
import io.patchwave.version.Evr;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fixed build that an advisory names.
 *
 * @param evr as it decides
 * @param build as it is called in the repository: another epoch than {@code evr}'s where the document lacks it
 * @param assumed whether the advisory's own repository does not tell what it has: then this build is taken to be there
 */
record Fix(Advisory advisory, Evr evr, Evr build, @Nullable Condition condition, boolean assumed) {
    static final Comparator<Fix> BY_EVR =
            Comparator.comparing(Fix::evr).thenComparing(fix -> fix.advisory().id());

    /** What a fix that does not fit into a {@link Lane} says of installed builds. */
    sealed interface Odd {
        Advisory advisory();

        @Nullable Condition condition();

        /** Tells what it says, were its condition in force. */
        void weigh(Builds builds, Said said);
    }

    /** Takes what an odd fix says. */
    @FunctionalInterface
    interface Said {
        /** @param fix what would close it, if something is published */
        void take(Weight weight, @Nullable Fix fix);
    }

    /** A build without epoch in the document: epoch 0 for dnf; {@code possible} are the builds of that name in primary. */
    record Doubtful(Fix asZero, List<Evr> possible) implements Odd {
        @Override
        public Advisory advisory() {
            return asZero.advisory;
        }

        @Override
        public @Nullable Condition condition() {
            return asZero.condition;
        }

        /** Epoch 0 decides what applies; where another epoch would say more, the answer is not known (R2). */
        @Override
        public void weigh(Builds builds, Said said) {
            Weight weight = builds.against(asZero.evr);
            boolean unclear = weight == Weight.PATCHED && mayApply(builds);
            said.take(unclear ? Weight.EPOCH_AMBIGUOUS : weight, asZero);
        }

        private boolean mayApply(Builds builds) {
            if (possible.isEmpty()) {
                return !builds.newest().versionRelease().equals(asZero.evr.versionRelease());
            }
            return possible.stream().anyMatch(evr -> builds.against(evr) != Weight.PATCHED);
        }
    }

    /** An OSV entry that is more than "everything before the fix". */
    record Ranged(Advisory advisory, @Nullable Condition condition, List<OsvRange<Evr>> ranges) implements Odd {
        @Override
        public void weigh(Builds builds, Said said) {
            for (OsvRange<Evr> range : ranges) {
                Evr fixed = range.fixed();
                if (range.holds(builds.newest(), Evr::compareTo)) {
                    Fix fix = fixed == null ? null : new Fix(advisory, fixed, fixed, condition, false);
                    said.take(fix == null ? Weight.NO_REMEDY : Weight.EXPOSED, fix);
                } else if (fixed != null && range.isPast(builds.newest(), Evr::compareTo)) {
                    said.take(builds.against(fixed), null);
                }
            }
        }
    }

    /** What is known of one name, or of one name and architecture; {@code sorted} by EVR. */
    record Of(Fix[] sorted, List<Odd> odd) {}
}
