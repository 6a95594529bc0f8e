package io.patchwave.exposure.rpm;

import io.patchwave.catalog.Mirror;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code modules.yaml} of one mirror says.
 *
 * @param requires module:stream → context → its documents' alternatives, each module → accepted streams
 * @param defaults module → default stream
 */
record ModuleDocuments(
        Map<String, Map<String, List<Map<String, List<String>>>>> requires, Map<String, String> defaults) {
    static final ModuleDocuments NONE = new ModuleDocuments(Map.of(), Map.of());

    static ModuleDocuments of(Mirror mirror) {
        Map<String, Map<String, List<Map<String, List<String>>>>> requires = new HashMap<>();
        for (Mirror.ModuleStream stream : mirror.modules()) {
            requires.computeIfAbsent(stream.name() + ":" + stream.stream(), key -> new HashMap<>())
                    .putIfAbsent(stream.context(), stream.requires());
        }
        return new ModuleDocuments(requires, mirror.defaultStreams());
    }

    boolean isEmpty() {
        return requires.isEmpty() && defaults.isEmpty();
    }
}
