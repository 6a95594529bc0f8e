package io.patchwave.exposure.windows;

import io.patchwave.version.FileVersion;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One KB as an alternative on one product, with everything the rules need that is the same for all machines. Numbers are
 * {@link #NONE} where there is nothing.
 */
final class Remedy {
    static final int NONE = -1;
    static final int NEVER = Integer.MAX_VALUE;
    private static final int[] NOTHING = {};

    final int kb;

    /** 10.0: the revision that a cumulative update brings on this line. */
    int revision = NONE;

    /** 10.0: the revision that a hotpatch brings on this line. */
    int hotpatch = NONE;

    /** R3 is asked: a hotpatch with a revision. */
    boolean askedAsHotpatch;

    /** R3: the first cumulative revision of its month or later that lies above the hotpatch; {@link #NEVER} for none. */
    int cumulativeAfterHotpatch = NEVER;

    /** R2: the revision that has to run: its own, or for a slip that of the product's own update of its month. */
    int needed = NONE;

    /** R4, 6.x: place in the order of rollups. */
    int place = NONE;

    /** R5, 6.x: it is security-only or an IE cumulative. */
    boolean contained;

    /** R5: place of the rollup that contains it; {@link #NEVER} for none. */
    int anchor = NEVER;

    /** R5 is final: a security-only update of the system itself. */
    boolean containedOrNot;

    /** R6: what replaces it, near and far, as indexes of the product's remedies, ascending. */
    int[] replacements = NOTHING;

    /** R7: updates of its series of a later month, as indexes of the product's remedies, ascending. */
    int[] laterInSeries = NOTHING;

    /** R7: a servicing stack, undecided where no later one is listed. */
    boolean stack;

    /** R8, 6.x: place of the first rollup from which on it is undecided; {@link #NEVER} for none. */
    int undecidedFrom = NEVER;

    /** The version it brings a program to; null for Windows and where it is not known. */
    @Nullable FileVersion programVersion;

    Remedy(int kb) {
        this.kb = kb;
    }

    /** 10.0: the revision that proves whether a listed update runs: its own, or a hotpatch's. */
    int ownRevision() {
        return revision >= 0 ? revision : hotpatch;
    }

    boolean sameAs(Remedy other) {
        return kb == other.kb
                && Arrays.equals(numbers(), other.numbers())
                && Arrays.equals(replacements, other.replacements)
                && Arrays.equals(laterInSeries, other.laterInSeries)
                && String.valueOf(programVersion).equals(String.valueOf(other.programVersion));
    }

    private int[] numbers() {
        int flags = (askedAsHotpatch ? 1 : 0) | (contained ? 2 : 0) | (containedOrNot ? 4 : 0) | (stack ? 8 : 0);
        return new int[] {
            revision, hotpatch, cumulativeAfterHotpatch, needed, place, anchor, undecidedFrom, flags,
        };
    }
}
