package io.patchwave.proof;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One built package of a made world.
 *
 * @param source its source package with version, {@code NAME-VERSION-RELEASE.src.rpm}
 * @param module {@code name:stream:version:context} of the module it was built for, or null
 */
record Build(
        String name,
        int epoch,
        String version,
        String release,
        String arch,
        String source,
        @Nullable String module) {
    /** With epoch, always. */
    String nevra() {
        return name + "-" + evr() + "." + arch;
    }

    String evr() {
        return epoch + ":" + version + "-" + release;
    }

    Build as(String otherArch) {
        return new Build(name, epoch, version, release, otherArch, source, module);
    }

    /** As the inventory sends it. */
    Object inventoryEntry(boolean asText) {
        if (asText && module == null) {
            return nevra();
        }
        return module == null
                ? Map.of("nevra", nevra(), "sourceRpm", source)
                : Map.of("nevra", nevra(), "sourceRpm", source, "modularity", module);
    }

    /** A collection of an advisory. */
    record Collection(@Nullable String module, List<Fixed> packages) {}

    /** A package of an advisory; {@code epochWritten} as some publishers forget it. */
    record Fixed(Build build, boolean epochWritten) {}

    /** An advisory as one repository has it. */
    record Erratum(String id, String type, String severity, List<Collection> collections) {}

    /**
     * One document of modules.yaml.
     *
     * @param requires module → streams; besides the platform
     */
    record ModuleDocument(
            String name,
            String stream,
            long version,
            String context,
            Map<String, List<String>> requires,
            List<Build> artifacts) {
        String label() {
            return name + ":" + stream + ":" + version + ":" + context;
        }
    }

    /** A repository; {@code obsoletes} of a build by its NEVRA. */
    record Repository(
            String id,
            List<Build> builds,
            Map<String, String> obsoletes,
            List<Erratum> errata,
            List<ModuleDocument> modules,
            Map<String, String> defaultStreams) {}
}
