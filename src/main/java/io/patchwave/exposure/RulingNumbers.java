package io.patchwave.exposure;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Finds or makes the numbers of rulings that a compiled catalog has not used before. */
@ApplicationScoped
class RulingNumbers {
    private final RulingRows rows;
    private final LiveIndex live;

    RulingNumbers(RulingRows rows, LiveIndex live) {
        this.rows = rows;
        this.live = live;
    }

    /** After this every ruling of the drafts has its number. */
    void complete(Collection<Draft> drafts) {
        Unnumbered.of(drafts).forEach(this::complete);
    }

    private void complete(CompiledCatalog.Ready.World world, List<Unnumbered> wanted) {
        List<Ruler.GroupName> names = world.compiled().groups();
        List<RemedyGroup> groups =
                rows.groups(wanted.stream().map(one -> names.get(one.group())).toList());
        Set<RulingRows.Fresh> fresh = new LinkedHashSet<>();
        List<Integer> open = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            if (!learn(world, wanted.get(i), groups.get(i))) {
                fresh.add(new RulingRows.Fresh(groups.get(i), wanted.get(i).grounds()));
                open.add(i);
            }
        }
        if (fresh.isEmpty()) {
            return;
        }
        live.learn(rows.number(fresh));
        for (int i : open) {
            if (!learn(world, wanted.get(i), groups.get(i))) {
                throw new IllegalStateException(
                        "a ruling has no number: " + groups.get(i).key());
            }
        }
    }

    private boolean learn(CompiledCatalog.Ready.World world, Unnumbered one, RemedyGroup group) {
        int number = live.index().number(group, one.grounds());
        if (number == 0) {
            return false;
        }
        world.numbering().learn(one.group(), one.grounds(), number);
        return true;
    }
}
