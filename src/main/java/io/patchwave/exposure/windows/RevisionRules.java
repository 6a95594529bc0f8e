package io.patchwave.exposure.windows;

/** R2 and R3: on 10.0 the running revision decides; hotpatches have revisions that cannot simply be compared (W5). */
final class RevisionRules {
    private RevisionRules() {}

    static long ask(Remedy remedy, Machine machine) {
        long answer = remedy.askedAsHotpatch ? hotpatch(remedy, machine) : Answer.NONE;
        return answer == Answer.NONE ? revision(remedy, machine) : answer;
    }

    /** R2, final where the KB has a revision. */
    private static long revision(Remedy remedy, Machine machine) {
        if (remedy.needed < 0) {
            return Answer.NONE;
        }
        return machine.revision >= remedy.needed ? Answer.yes(2, Answer.RUNNING) : Answer.no(2);
    }

    /** R3: nothing where it is not satisfied, because a cumulative update may be the better alternative. */
    private static long hotpatch(Remedy remedy, Machine machine) {
        int listed = machine.hotpatchFrom(remedy.hotpatch);
        if (listed > 0) {
            return Answer.yes(3, listed);
        }
        int needed = machine.runsHotpatch ? remedy.hotpatch : remedy.cumulativeAfterHotpatch;
        return machine.revision >= needed ? Answer.yes(3, Answer.RUNNING) : Answer.NONE;
    }
}
