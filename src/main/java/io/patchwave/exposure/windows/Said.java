package io.patchwave.exposure.windows;

import io.patchwave.exposure.Confidence;
import io.patchwave.exposure.Grounds;
import io.patchwave.exposure.Verdict;
import org.jspecify.annotations.Nullable;

/** The grounds that the rules can have, each obtained once. */
final class Said {
    private static final int RULES = 10;
    private static final int CONFIDENCES = Confidence.values().length;
    private static final Grounds[] PATCHED = byRule(Verdict.PATCHED, null);
    private static final Grounds[] PENDING = byRule(Verdict.PENDING_REBOOT, null);
    private static final Grounds[] EXPOSED = byRule(Verdict.EXPOSED, null);
    private static final Grounds[] UNLICENSED = byRule(Verdict.EXPOSED, "needs-esu");
    private static final Grounds[] STACK = byRule(Verdict.UNKNOWN, "servicing-stack-not-inventoried");
    private static final Grounds[] SINGLE = byRule(Verdict.UNKNOWN, "single-update-under-rollup");
    private static final Grounds[] NO_REMEDY = byRule(Verdict.EXPOSED, "no-remedy");
    private static final Grounds[] NO_UPDATE = byRule(Verdict.EXPOSED, "no-update-exists");
    private static final Grounds[] FACTS = facts();
    private static final Grounds[] PROGRAM_PATCHED = program(Verdict.PATCHED, null);
    private static final Grounds[] PROGRAM_EXPOSED = program(Verdict.EXPOSED, null);
    private static final Grounds[] PROGRAM_WITHOUT_REMEDY = program(Verdict.EXPOSED, "no-remedy");

    private Said() {}

    private static Grounds[] facts() {
        Grounds[] grounds = new Grounds[Verdict.values().length * CONFIDENCES];
        for (Verdict verdict : Verdict.values()) {
            String reason = verdict == Verdict.UNKNOWN ? "file-version-needed" : null;
            for (Confidence confidence : Confidence.values()) {
                grounds[place(verdict.ordinal(), confidence)] = Grounds.of(verdict, "F1", reason, confidence);
            }
        }
        return grounds;
    }

    private static Grounds[] program(Verdict verdict, @Nullable String reason) {
        Grounds[] grounds = new Grounds[CONFIDENCES];
        for (Confidence confidence : Confidence.values()) {
            grounds[confidence.ordinal()] = Grounds.of(verdict, "program", reason, confidence);
        }
        return grounds;
    }

    private static Grounds[] byRule(Verdict verdict, @Nullable String reason) {
        Grounds[] grounds = new Grounds[RULES * CONFIDENCES];
        for (Confidence confidence : Confidence.values()) {
            for (int rule = 0; rule < RULES; rule++) {
                grounds[place(rule, confidence)] = Grounds.of(verdict, "R" + rule, reason, confidence);
            }
        }
        return grounds;
    }

    private static int place(int rule, Confidence confidence) {
        return rule * CONFIDENCES + confidence.ordinal();
    }

    static Grounds patched(long answer, Confidence confidence) {
        return PATCHED[place(Answer.rule(answer), confidence)];
    }

    static Grounds pending(long answer, Confidence confidence) {
        return PENDING[place(Answer.rule(answer), confidence)];
    }

    static Grounds undecided(long answer, Confidence confidence) {
        int rule = Answer.rule(answer);
        return (rule == 7 ? STACK : SINGLE)[place(rule, confidence)];
    }

    static Grounds exposed(long answer, boolean licensed, Confidence confidence) {
        return (licensed ? EXPOSED : UNLICENSED)[place(Answer.rule(answer), confidence)];
    }

    /** Nothing was published. */
    static Grounds noRemedy(Confidence confidence) {
        return NO_REMEDY[place(0, confidence)];
    }

    /** R9. */
    static Grounds noUpdateExists(Confidence confidence) {
        return NO_UPDATE[place(9, confidence)];
    }

    /** F1. */
    static Grounds fact(Verdict verdict, Confidence confidence) {
        return FACTS[place(verdict.ordinal(), confidence)];
    }

    /** W8. */
    static Grounds program(boolean patched, boolean remedies, Confidence confidence) {
        Grounds[] grounds = patched ? PROGRAM_PATCHED : remedies ? PROGRAM_EXPOSED : PROGRAM_WITHOUT_REMEDY;
        return grounds[confidence.ordinal()];
    }
}
