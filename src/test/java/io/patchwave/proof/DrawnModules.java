package io.patchwave.proof;

import io.patchwave.proof.Build.ModuleDocument;
import io.patchwave.proof.Build.Repository;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Module states as dnf leaves them on a machine: what an enabled stream requires is enabled too (dnf writes it along), or is the
 * default; {@code mod0}, which the others require, is always decided.
 */
final class DrawnModules {
    static final List<String> NAMES = List.of("mod0", "mod1", "mod2", "mod3", "mod4");

    private DrawnModules() {}

    /** Name → stream; an empty stream is a disabled module. */
    static Map<String, String> draw(Random random, DrawnYum world, List<String> repositories) {
        List<Repository> seen = world.repositories().stream()
                .filter(each -> repositories.contains(each.id()))
                .toList();
        List<ModuleDocument> documents =
                seen.stream().flatMap(each -> each.modules().stream()).toList();
        Map<String, String> active = new HashMap<>();
        seen.forEach(each -> active.putAll(each.defaultStreams()));
        Map<String, String> state = new TreeMap<>();
        for (String name : NAMES) {
            List<ModuleDocument> mine = documents.stream()
                    .filter(each -> each.name().equals(name) && holds(each, active))
                    .toList();
            int draw = random.nextInt(100);
            boolean undecided = name.equals("mod0") && !active.containsKey(name);
            if (!mine.isEmpty() && (draw < 50 || (undecided && draw < 75))) {
                String stream = mine.get(random.nextInt(mine.size())).stream();
                state.put(name, stream);
                active.put(name, stream);
            } else if (draw > 90 || undecided) {
                state.put(name, "");
                active.remove(name);
            }
        }
        return state;
    }

    /** Whether the document's requirements are met by these streams. */
    static boolean holds(ModuleDocument document, Map<String, String> active) {
        return document.requires().entrySet().stream().allMatch(required -> {
            String stream = active.get(required.getKey());
            return stream != null
                    && (required.getValue().isEmpty() || required.getValue().contains(stream));
        });
    }
}
