package io.patchwave.exposure.windows;

import io.patchwave.version.KbNumber;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** R6 and R7: what replaces a KB by the publisher's own word, and later updates of the same series. */
final class ChainRules {
    private static final int DOTNET_APART_SINCE = 17763;

    private final WindowsIndex index;
    private final RollupRules rollups;

    ChainRules(WindowsIndex index, RollupRules rollups) {
        this.index = index;
        this.rollups = rollups;
    }

    /** R6: a chain of supersedence on the same product leads to something that the machine has; null otherwise. */
    @Nullable Answer superseded(int kb, ProductIndex product, Machine machine) {
        if (!product.supersededBy().containsKey(kb)) {
            return null;
        }
        TreeSet<Integer> found = new TreeSet<>();
        Set<Integer> seen = new HashSet<>();
        Deque<Integer> open = new ArrayDeque<>();
        open.add(kb);
        while (!open.isEmpty()) {
            int[] newer = product.supersededBy().get(open.remove());
            for (int replacement : newer == null ? new int[0] : newer) {
                if (seen.add(replacement)) {
                    open.add(replacement);
                    if (replacement != kb && holds(replacement, machine)) {
                        found.add(replacement);
                    }
                }
            }
        }
        return found.isEmpty() ? null : Answer.yes(6, KbNumber.text(found.first()));
    }

    private static boolean holds(int kb, Machine machine) {
        if (machine.has(kb)) {
            return true;
        }
        if (machine.line == null) {
            return false;
        }
        if (machine.isTen()) {
            Integer revision = machine.line.revision(kb);
            return revision != null && revision <= machine.revision;
        }
        int place = machine.line.place(kb);
        return place >= 0 && place <= machine.newestRollup();
    }

    /**
     * R7: a KB of the same product and series of a later month is installed. A servicing stack is undecided otherwise: lists
     * drop stacks that were replaced, and an older one that is listed does not say that no newer one is there.
     */
    @Nullable Answer series(int kb, ProductIndex product, Machine machine) {
        if (!inSeries(kb, product, machine)) {
            return null;
        }
        boolean stack = index.kind(kb) == UpdateKind.SERVICING_STACK;
        for (int other : product.kbs()) {
            if (index.month(other) > index.month(kb)
                    && machine.has(other)
                    && inSeries(other, product, machine)
                    && stack == (index.kind(other) == UpdateKind.SERVICING_STACK)) {
                return Answer.yes(7, KbNumber.text(other));
            }
        }
        return stack ? Answer.undecided(7, "servicing-stack-not-inventoried") : null;
    }

    private boolean inSeries(int kb, ProductIndex product, Machine machine) {
        return index.kind(kb) == UpdateKind.SERVICING_STACK
                || rollups.isIeCumulative(kb, product)
                || product.isFlash()
                || (product.isDotnet() && machine.product.release().build() >= DOTNET_APART_SINCE);
    }
}
