package io.patchwave.exposure.rpm;

import io.patchwave.catalog.Mirror;
import io.patchwave.catalog.RpmAdvisory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What {@code modules.yaml} of one mirror says.
 *
 * @param streams each with its context and what it requires once, the newest document; by module
 * @param defaults module → default stream
 * @param artifacts name of a package → the streams' builds of that name
 */
record ModuleDocuments(
        List<ModuleDocument> streams, Map<String, String> defaults, Map<String, List<Artifact>> artifacts) {
    static final ModuleDocuments NONE = new ModuleDocuments(List.of(), Map.of(), Map.of());

    /** A build that a stream lists. */
    record Artifact(String nevra, RpmAdvisory.Module module) {
        /** Source packages hide nothing. */
        private boolean isInstallable() {
            return !nevra.endsWith(".src") && !nevra.endsWith(".nosrc");
        }

        private String name() {
            int release = nevra.lastIndexOf('-');
            int version = release < 0 ? -1 : nevra.lastIndexOf('-', release - 1);
            return version < 0 ? nevra : nevra.substring(0, version);
        }
    }

    static ModuleDocuments of(Mirror mirror) {
        Map<String, Map<String, ModuleDocument>> streams = new TreeMap<>();
        Map<String, List<Artifact>> artifacts = new HashMap<>();
        for (Mirror.ModuleStream read : mirror.modules()) {
            ModuleDocument document = ModuleDocument.of(read);
            streams.computeIfAbsent(read.name(), name -> new LinkedHashMap<>())
                    .merge(
                            read.stream() + ":" + read.context() + " " + document.required(),
                            document,
                            ModuleDocument::newer);
            var module = new RpmAdvisory.Module(read.name(), read.stream(), read.context());
            for (String nevra : read.artifacts()) {
                Artifact artifact = new Artifact(nevra, module);
                if (artifact.isInstallable()) {
                    artifacts
                            .computeIfAbsent(artifact.name(), name -> new ArrayList<>(2))
                            .add(artifact);
                }
            }
        }
        List<ModuleDocument> all = streams.values().stream()
                .map(Map::values)
                .flatMap(Collection::stream)
                .toList();
        return new ModuleDocuments(all, mirror.defaultStreams(), artifacts);
    }

    boolean isEmpty() {
        return streams.isEmpty() && defaults.isEmpty();
    }
}
