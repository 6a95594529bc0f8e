package io.patchwave.exposure.windows;

import io.patchwave.exposure.Judgement;
import io.patchwave.exposure.Verdict;
import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One verdict for a class of advisories out of what the rules say of its alternative remedies. */
final class ClassRules {
    private static final int ESU_SIX = Months.of(YearMonth.of(2020, 1));
    private static final int ESU_2012 = Months.of(YearMonth.of(2023, 10));
    private static final int ESU_TEN = Months.of(YearMonth.of(2025, 10));

    private final WindowsIndex index;
    private final RemedyRules rules;

    ClassRules(WindowsIndex index) {
        this.index = index;
        rules = new RemedyRules(index);
    }

    /**
     * Judges the class.
     *
     * @param later the machine after a reboot that starts a listed revision, null where none waits
     */
    Judgement judge(RemedyClass remedies, ProductIndex product, Machine machine, @Nullable Machine later) {
        if (remedies.kbs().length == 0) {
            return judgement(remedies, machine, Verdict.EXPOSED, "R0", null, "no-remedy", List.of());
        }
        Answer now = best(remedies, product, machine);
        if (now.outcome() == Answer.Outcome.SATISFIED) {
            return judgement(remedies, machine, Verdict.PATCHED, now.ruleName(), now.satisfiedBy(), null, List.of());
        }
        if (later != null) {
            Answer then = best(remedies, product, later);
            if (then.outcome() == Answer.Outcome.SATISFIED) {
                String rule = then.ruleName();
                return judgement(remedies, machine, Verdict.PENDING_REBOOT, rule, null, null, remedies.texts());
            }
        }
        if (now.outcome() == Answer.Outcome.UNDECIDED) {
            return judgement(remedies, machine, Verdict.UNKNOWN, now.ruleName(), null, now.reason(), remedies.texts());
        }
        boolean locked = needsEsu(remedies, machine);
        return judgement(
                remedies,
                machine,
                Verdict.EXPOSED,
                now.ruleName(),
                null,
                locked ? "needs-esu" : null,
                locked ? List.of() : remedies.texts());
    }

    /** Satisfied before undecided before not; then the smallest rule, then the smallest KB. Only R0 gives way to other noes. */
    private Answer best(RemedyClass remedies, ProductIndex product, Machine machine) {
        Answer best = rules.ask(remedies.kbs()[0], product, machine);
        for (int i = 1; i < remedies.kbs().length; i++) {
            Answer next = rules.ask(remedies.kbs()[i], product, machine);
            int order = next.outcome().compareTo(best.outcome());
            if (order < 0 || (order == 0 && rank(next) < rank(best))) {
                best = next;
            }
        }
        return best;
    }

    private static int rank(Answer answer) {
        return answer.rule() == 0 ? Integer.MAX_VALUE : answer.rule();
    }

    /** Whether every remedy needs a licence that the machine lacks. */
    private boolean needsEsu(RemedyClass remedies, Machine machine) {
        int since = supportedUntil(machine.product);
        if (machine.software.esu() || since == Months.NEVER) {
            return false;
        }
        for (int kb : remedies.kbs()) {
            if (index.month(kb) <= since) {
                return false;
            }
        }
        return true;
    }

    private static int supportedUntil(WindowsProduct product) {
        int build = product.release().build();
        if (build < 9000) {
            return product.name().startsWith("Windows Vista") ? Months.NEVER : ESU_SIX;
        }
        if (product.name().startsWith("Windows Server 2012")) {
            return ESU_2012;
        }
        return build == 19045 ? ESU_TEN : Months.NEVER;
    }

    static Judgement judgement(
            RemedyClass remedies,
            Machine machine,
            Verdict verdict,
            String rule,
            @Nullable String satisfiedBy,
            @Nullable String reason,
            List<String> offered) {
        return new Judgement(
                remedies.group(),
                remedies.advisories(),
                verdict,
                rule,
                satisfiedBy,
                reason,
                machine.confidence,
                offered);
    }
}
