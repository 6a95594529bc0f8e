package io.patchwave.exposure.windows;

/** W3: asks the rules of one remedy in their order and stops at the first answer. R9 and F1 are asked before. */
final class RemedyRules {
    private RemedyRules() {}

    /** @param index of the remedy among those of the product that the holdings are turned to */
    static long ask(int index, Holdings holdings) {
        Remedy remedy = holdings.remedy(index);
        if (holdings.has(index)) {
            return Answer.yes(1, remedy.kb);
        }
        if (holdings.waits(index)) {
            return Answer.no(1);
        }
        Machine machine = holdings.machine;
        long answer = machine.isTen() ? RevisionRules.ask(remedy, machine) : RollupRules.ask(remedy, machine);
        if (answer == Answer.NONE) {
            answer = ChainRules.superseded(remedy, holdings);
        }
        if (answer == Answer.NONE) {
            answer = ChainRules.series(remedy, holdings);
        }
        if (answer == Answer.NONE) {
            answer = RollupRules.undecided(remedy, machine);
        }
        return answer == Answer.NONE ? Answer.no(0) : answer;
    }
}
