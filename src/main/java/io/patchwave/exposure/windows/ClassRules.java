package io.patchwave.exposure.windows;

import io.patchwave.exposure.Confidence;
import io.patchwave.exposure.Grounds;
import org.jspecify.annotations.Nullable;

/** One verdict for each class of advisories of a product, out of what the rules say of its alternative remedies. */
final class ClassRules {
    private final Machine machine;
    private final @Nullable Machine later;
    private final Holdings now;
    private final @Nullable Holdings then;
    private final long[] answers;
    private final long[] answersThen;

    /** @param widest the most updates that a product has */
    ClassRules(Machine machine, int widest) {
        this.machine = machine;
        now = new Holdings(machine, widest);
        answers = new long[widest];
        later = machine.afterReboot();
        then = later == null ? null : new Holdings(later, widest);
        answersThen = later == null ? answers : new long[widest];
    }

    /** Judges the product's classes; W4: what a listed revision would close after a reboot is pending. */
    void judge(ProductIndex product, Decisions into) {
        ask(product, now, answers);
        if (then != null) {
            ask(product, then, answersThen);
        }
        for (RemedyClass remedies : product.classes()) {
            long answer = remedies.alternatives().length == 0 ? Answer.NONE : best(remedies, answers);
            into.add(remedies, grounds(remedies, answer), Answer.proof(answer), machine);
        }
    }

    private static void ask(ProductIndex product, Holdings holdings, long[] into) {
        holdings.turnTo(product);
        for (int i = 0; i < product.remedies().length; i++) {
            into[i] = RemedyRules.ask(i, holdings);
        }
    }

    private Grounds grounds(RemedyClass remedies, long answer) {
        Confidence confidence = machine.confidence;
        if (answer == Answer.NONE) {
            return Said.noRemedy(confidence);
        }
        if (Answer.outcome(answer) == Answer.SATISFIED) {
            return Said.patched(answer, confidence);
        }
        if (then != null) {
            long afterwards = best(remedies, answersThen);
            if (Answer.outcome(afterwards) == Answer.SATISFIED) {
                return Said.pending(afterwards, confidence);
            }
        }
        return Answer.outcome(answer) == Answer.UNDECIDED
                ? Said.undecided(answer, confidence)
                : Said.exposed(answer, machine.software.esu() || !remedies.extended(), confidence);
    }

    /** Satisfied before undecided before not; then the smallest rule, then the smallest KB. */
    private static long best(RemedyClass remedies, long[] answers) {
        int[] alternatives = remedies.alternatives();
        long best = answers[alternatives[0]];
        for (int i = 1; i < alternatives.length; i++) {
            long next = answers[alternatives[i]];
            if (Answer.order(next) < Answer.order(best)) {
                best = next;
            }
        }
        return best;
    }
}
