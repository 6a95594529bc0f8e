package io.patchwave.exposure;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Finds or makes the numbers of rulings that a compiled catalog has not used before. */
@ApplicationScoped
class RulingNumbers {
    /** Those of one kind lie together, in the order of the ruler's groups: bitmaps of them are short. */
    private static final Comparator<Draft.Missing> ORDER = Comparator.comparingInt(
                    (Draft.Missing missing) -> missing.grounds().number())
            .thenComparingInt(Draft.Missing::group);

    private final RulingRows rows;
    private final LiveIndex live;

    RulingNumbers(RulingRows rows, LiveIndex live) {
        this.rows = rows;
        this.live = live;
    }

    /** After this every ruling of the drafts has its number. */
    void complete(Collection<Draft> drafts) {
        Map<CompiledCatalog.Ready.World, Set<Draft.Missing>> missing = new IdentityHashMap<>();
        drafts.forEach(draft -> draft.missing((world, one) ->
                missing.computeIfAbsent(world, key -> new TreeSet<>(ORDER)).add(one)));
        missing.forEach((world, wanted) -> complete(world, List.copyOf(wanted)));
    }

    private void complete(CompiledCatalog.Ready.World world, List<Draft.Missing> wanted) {
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

    private boolean learn(CompiledCatalog.Ready.World world, Draft.Missing one, RemedyGroup group) {
        int number = live.index().number(group, one.grounds());
        if (number == 0) {
            return false;
        }
        world.numbering().learn(one.group(), one.grounds(), number);
        return true;
    }
}
