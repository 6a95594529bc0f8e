package io.patchwave.exposure.windows;

import io.patchwave.version.KbNumber;
import org.jspecify.annotations.Nullable;

/** W3: asks the rules of one remedy in their order and stops at the first answer. R9 and F1 are asked before. */
final class RemedyRules {
    private final WindowsIndex index;
    private final RevisionRules revisions;
    private final RollupRules rollups;
    private final ChainRules chains;

    RemedyRules(WindowsIndex index) {
        this.index = index;
        revisions = new RevisionRules(index);
        rollups = new RollupRules(index);
        chains = new ChainRules(index, rollups);
    }

    Answer ask(int kb, ProductIndex product, Machine machine) {
        if (machine.has(kb)) {
            return Answer.yes(1, KbNumber.text(kb));
        }
        if (machine.lists(kb)) {
            return Answer.no(1);
        }
        Answer answer = machine.isTen() ? ten(kb, machine) : six(kb, product, machine);
        if (answer == null) {
            answer = chains.superseded(kb, product, machine);
        }
        if (answer == null) {
            answer = chains.series(kb, product, machine);
        }
        if (answer == null && !machine.isTen()) {
            answer = rollups.undecided(kb, product, machine);
        }
        return answer == null ? Answer.no(0) : answer;
    }

    private @Nullable Answer ten(int kb, Machine machine) {
        Answer answer = index.kind(kb) == UpdateKind.HOTPATCH ? revisions.hotpatch(kb, machine) : null;
        return answer == null ? revisions.revision(kb, machine) : answer;
    }

    private @Nullable Answer six(int kb, ProductIndex product, Machine machine) {
        Answer answer = RollupRules.rollup(kb, machine);
        return answer == null ? rollups.contained(kb, product, machine) : answer;
    }
}
