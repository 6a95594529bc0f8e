package io.patchwave.exposure.windows;

import io.patchwave.version.KbNumber;
import org.jspecify.annotations.Nullable;

/** R2 and R3: on 10.0 the running revision decides; hotpatches have revisions that cannot simply be compared (W5). */
final class RevisionRules {
    private final WindowsIndex index;

    RevisionRules(WindowsIndex index) {
        this.index = index;
    }

    /** R2, final where the KB has a revision; null where it has none and later rules are to be asked. */
    @Nullable Answer revision(int kb, Machine machine) {
        UpdateLine line = machine.line;
        if (line == null) {
            return null;
        }
        Integer needed = line.revision(kb);
        if (needed == null && index.cumulative().contains(kb)) {
            needed = line.smallestRevision(-1, index.month(kb));
        }
        if (needed == null) {
            return null;
        }
        return machine.revision >= needed ? Answer.yes(2, machine.runningVersion()) : Answer.no(2);
    }

    /** R3: null where it is not satisfied, because a cumulative update may be the better alternative. */
    @Nullable Answer hotpatch(int kb, Machine machine) {
        UpdateLine line = machine.line;
        if (line == null) {
            return null;
        }
        Integer needed = line.hotpatchRevision(kb);
        if (needed == null) {
            return null;
        }
        for (var later : line.hotpatches().entrySet()) {
            if (later.getValue() >= needed && machine.has(later.getKey())) {
                return Answer.yes(3, KbNumber.text(later.getKey()));
            }
        }
        int running = machine.revision;
        if (line.isHotpatch(running) && !line.isCumulative(running)) {
            return running >= needed ? Answer.yes(3, machine.runningVersion()) : null;
        }
        Integer first = line.smallestRevision(needed, index.month(kb));
        return first != null && running >= first ? Answer.yes(3, machine.runningVersion()) : null;
    }
}
