package io.patchwave.exposure.windows;

/** R4, R5 and R8: on 6.x a rollup contains the rollups before it and the security-only updates of its month and before. */
final class RollupRules {
    private RollupRules() {}

    static long ask(Remedy remedy, Machine machine) {
        return remedy.place >= 0 ? atOrAfter(4, remedy.place, machine) : contained(remedy, machine);
    }

    /** R5, final for a security-only update of the system; otherwise later rules are asked where it is not satisfied. */
    private static long contained(Remedy remedy, Machine machine) {
        if (!remedy.contained) {
            return Answer.NONE;
        }
        long answer = atOrAfter(5, remedy.anchor, machine);
        return Answer.outcome(answer) == Answer.SATISFIED || remedy.containedOrNot ? answer : Answer.NONE;
    }

    /** R8: a single update of the system that some installed rollup may or may not contain. */
    static long undecided(Remedy remedy, Machine machine) {
        return machine.newestRollup >= remedy.undecidedFrom ? Answer.undecided(8) : Answer.NONE;
    }

    private static long atOrAfter(int rule, int place, Machine machine) {
        return machine.newestRollup >= place ? Answer.yes(rule, machine.newestRollupKb()) : Answer.no(rule);
    }
}
