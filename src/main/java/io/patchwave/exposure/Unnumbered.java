package io.patchwave.exposure;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A group of a compiled catalog, by its number there, and grounds, which together have no number yet. */
record Unnumbered(int group, Grounds grounds) {
    /**
     * What drafts lack, each once, by world. Those of one kind lie together, in the order of the ruler's groups: numbered that way
     * bitmaps of them are short.
     */
    static Map<CompiledCatalog.Ready.World, List<Unnumbered>> of(Collection<Draft> drafts) {
        Map<CompiledCatalog.Ready.World, Map<Integer, BitSet>> missing = new IdentityHashMap<>();
        drafts.forEach(
                draft -> draft.missing((world, group, grounds) -> missing.computeIfAbsent(world, key -> new TreeMap<>())
                        .computeIfAbsent(grounds, key -> new BitSet())
                        .set(group)));
        Map<CompiledCatalog.Ready.World, List<Unnumbered>> listed = new IdentityHashMap<>();
        missing.forEach((world, byGrounds) -> listed.put(world, listed(byGrounds)));
        return listed;
    }

    private static List<Unnumbered> listed(Map<Integer, BitSet> byGrounds) {
        List<Unnumbered> listed = new ArrayList<>();
        byGrounds.forEach((grounds, groups) ->
                groups.stream().forEach(group -> listed.add(new Unnumbered(group, Grounds.at(grounds)))));
        return listed;
    }
}
