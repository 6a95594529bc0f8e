package io.patchwave.exposure.windows;

/**
 * What a rule says of one remedy, in one number so that asking allocates nothing: outcome, rule and proof. The proof is the
 * number of the KB that satisfies, or {@link #RUNNING} for the running revision; {@link Machine#proof} writes it out.
 */
final class Answer {
    /** The rule does not decide; later ones are to be asked. */
    static final long NONE = 0;

    /** Proof: the running revision. */
    static final int RUNNING = 0;

    static final int SATISFIED = 1;
    static final int UNDECIDED = 2;
    static final int NO = 3;

    private static final int LAST = 0xff;

    private Answer() {}

    static long yes(int rule, int proof) {
        return packed(SATISFIED, rule, proof);
    }

    static long undecided(int rule) {
        return packed(UNDECIDED, rule, 0);
    }

    static long no(int rule) {
        return packed(NO, rule, 0);
    }

    private static long packed(int outcome, int rule, int proof) {
        return ((long) (outcome << 8 | (rule == 0 ? LAST : rule)) << 32) | proof;
    }

    static int outcome(long answer) {
        return (int) (answer >>> 40);
    }

    /** The rule's number, 0 where nothing was installed. */
    static int rule(long answer) {
        int rank = (int) (answer >>> 32) & 0xff;
        return rank == LAST ? 0 : rank;
    }

    static int proof(long answer) {
        return (int) answer;
    }

    /** Smaller is better: satisfied, undecided, no; then the smaller rule, and R0 gives way to every other no. */
    static long order(long answer) {
        return answer >>> 32;
    }
}
