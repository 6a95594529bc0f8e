package io.patchwave.exposure.windows;

/** R6 and R7: what replaces a KB by the publisher's own word, and later updates of the same series. */
final class ChainRules {
    private ChainRules() {}

    /** R6: a chain of supersedence on the same product leads to something that the machine has. */
    static long superseded(Remedy remedy, Holdings holdings) {
        for (int replacement : remedy.replacements) {
            if (holdings.has(replacement) || contains(holdings.remedy(replacement), holdings.machine)) {
                return Answer.yes(6, holdings.remedy(replacement).kb);
            }
        }
        return Answer.NONE;
    }

    /** Not listed itself, but at or before what is: by revision, or in the order of rollups. */
    private static boolean contains(Remedy replacement, Machine machine) {
        return machine.isTen()
                ? replacement.revision >= 0 && replacement.revision <= machine.revision
                : replacement.place >= 0 && replacement.place <= machine.newestRollup;
    }

    /**
     * R7: a KB of the same product and series of a later month is installed. A servicing stack is undecided otherwise: lists
     * drop stacks that were replaced, and an older one that is listed does not say that no newer one is there.
     */
    static long series(Remedy remedy, Holdings holdings) {
        for (int later : remedy.laterInSeries) {
            if (holdings.has(later)) {
                return Answer.yes(7, holdings.remedy(later).kb);
            }
        }
        return remedy.stack ? Answer.undecided(7) : Answer.NONE;
    }
}
