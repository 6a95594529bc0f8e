package io.patchwave.exposure.rpm;

import io.patchwave.catalog.Mirror;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What {@code modules.yaml} says of a stream in one context.
 *
 * @param keepsContext whether the context says by itself which builds belong together ({@code static_context})
 */
record ModuleDocument(
        String module,
        String stream,
        String context,
        long version,
        boolean keepsContext,
        List<Requirement> requirements) {
    /**
     * What a stream requires of another module.
     *
     * @param streams that are accepted; {@code -x}: every one but x; empty: any
     */
    record Requirement(String module, List<String> streams) {
        boolean accepts(String stream) {
            return !streams.contains("-" + stream) && mayAccept(stream);
        }

        /** Whatever is refused. */
        boolean mayAccept(String stream) {
            return streams.contains(stream) || streams.stream().allMatch(each -> each.startsWith("-"));
        }

        /** As dnf writes it. */
        private String text() {
            return streams.isEmpty()
                    ? module
                    : module + streams.stream().sorted().collect(Collectors.joining(",", ":[", "]"));
        }
    }

    /** Several lists of dependencies in one document hold together, as for libdnf; the platform is taken to be the host's. */
    static ModuleDocument of(Mirror.ModuleStream document) {
        List<Requirement> requirements = new ArrayList<>();
        for (var dependencies : document.requires()) {
            dependencies.forEach((module, streams) -> {
                if (!module.equals("platform")) {
                    requirements.add(new Requirement(module, streams));
                }
            });
        }
        return new ModuleDocument(
                document.name(),
                document.stream(),
                document.context(),
                document.version(),
                document.staticContext(),
                List.copyOf(requirements));
    }

    /** What it requires, by which dnf tells contexts apart. */
    String required() {
        return requirements.isEmpty()
                ? "NoRequires"
                : requirements.stream().map(Requirement::text).sorted().collect(Collectors.joining(";"));
    }

    String nameAndStream() {
        return module + ":" + stream;
    }

    ModuleDocument newer(ModuleDocument other) {
        return other.version > version ? other : this;
    }
}
