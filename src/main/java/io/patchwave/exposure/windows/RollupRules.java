package io.patchwave.exposure.windows;

import io.patchwave.version.KbNumber;
import org.jspecify.annotations.Nullable;

/** R4, R5 and R8: on 6.x a rollup contains the rollups before it and the security-only updates of its month and before. */
final class RollupRules {
    private final WindowsIndex index;

    RollupRules(WindowsIndex index) {
        this.index = index;
    }

    /** R4, final where the KB is in the order of rollups; null otherwise. */
    static @Nullable Answer rollup(int kb, Machine machine) {
        int place = machine.line == null ? -1 : machine.line.place(kb);
        return place < 0 ? null : atOrAfter(4, place, machine);
    }

    /** R5, final for a security-only update of the system; null where later rules are to be asked. */
    @Nullable Answer contained(int kb, ProductIndex product, Machine machine) {
        boolean securityOnly = index.kind(kb) == UpdateKind.SECURITY_ONLY;
        if (!securityOnly && !isIeCumulative(kb, product)) {
            return null;
        }
        Integer anchor = product.anchors().get(kb);
        Answer answer = anchor == null ? Answer.no(5) : atOrAfter(5, anchor, machine);
        boolean satisfied = answer.outcome() == Answer.Outcome.SATISFIED;
        return satisfied || (securityOnly && product.isSystem()) ? answer : null;
    }

    /** On products of Internet Explorer every 6.x update that is neither rollup nor security-only is an IE cumulative. */
    boolean isIeCumulative(int kb, ProductIndex product) {
        UpdateKind kind = index.kind(kb);
        return kind == UpdateKind.IE_CUMULATIVE
                || (product.isInternetExplorer()
                        && product.os() != null
                        && !product.os().release().isTen()
                        && kind != UpdateKind.ROLLUP
                        && kind != UpdateKind.SECURITY_ONLY);
    }

    /** R8: a single update of the system that some installed rollup may or may not contain. */
    @Nullable Answer undecided(int kb, ProductIndex product, Machine machine) {
        int newest = machine.newestRollup();
        return product.isSystem()
                        && index.kind(kb) == UpdateKind.SINGLE
                        && machine.line != null
                        && newest >= 0
                        && machine.line.monthAt(newest) >= index.month(kb)
                ? Answer.undecided(8, "single-update-under-rollup")
                : null;
    }

    private static Answer atOrAfter(int rule, int place, Machine machine) {
        int newest = machine.newestRollup();
        return machine.line != null && newest >= place
                ? Answer.yes(rule, KbNumber.text(machine.line.rollupAt(newest)))
                : Answer.no(rule);
    }
}
