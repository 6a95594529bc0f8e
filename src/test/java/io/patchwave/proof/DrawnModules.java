package io.patchwave.proof;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Module states of a machine: dnf leaves only such behind whose requirements hold, but repositories change afterwards and files
 * are copied, so any are drawn. What an enabled or default stream requires need be neither; enabled ones may contradict.
 */
final class DrawnModules {
    static final List<String> NAMES = List.of("mod0", "mod1", "mod2", "mod3", "mod4");

    private DrawnModules() {}

    /** Name → stream; an empty stream is a disabled module. */
    static Map<String, String> draw(Random random, DrawnYum world) {
        Map<String, String> state = new TreeMap<>();
        int enabled = random.nextInt(60);
        for (String name : NAMES) {
            int draw = random.nextInt(100);
            if (draw < enabled) {
                List<Build.ModuleDocument> documents = world.documentsOf(name);
                state.put(name, documents.get(random.nextInt(documents.size())).stream());
            } else if (draw > 92) {
                state.put(name, "");
            }
        }
        return state;
    }
}
