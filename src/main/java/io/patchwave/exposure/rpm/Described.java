package io.patchwave.exposure.rpm;

import java.util.List;
import java.util.Set;

/**
 * A module's stream, with what its documents require together. A stream is built again and again, each time in another context;
 * contexts that require the same are one, unless the documents say that theirs is to be kept.
 *
 * @param key by which dnf orders what a module has to choose from
 * @param contexts those that are active with it
 * @param varies whether older documents of a context that is kept require something else
 */
record Described(
        String module,
        String stream,
        String key,
        Set<String> contexts,
        List<ModuleDocument.Requirement> requirements,
        boolean varies) {
    /** Whether neither refuses the other's stream; of a module only one can be active. */
    boolean agreesWith(Described other) {
        return !module.equals(other.module) && accepts(other) && other.accepts(this);
    }

    private boolean accepts(Described other) {
        for (ModuleDocument.Requirement each : requirements) {
            if (each.module().equals(other.module) && !each.accepts(other.stream)) {
                return false;
            }
        }
        return true;
    }
}
