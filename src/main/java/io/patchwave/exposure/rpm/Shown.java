package io.patchwave.exposure.rpm;

import io.patchwave.version.Evr;
import io.patchwave.version.Nevra;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The builds of one name and architecture that module streams list: which of them dnf shows depends on a host's modules. */
final class Shown {
    private static final int MOST_STATES = 1000;

    private record Build(Evr evr, String nevra) {}

    private final String name;
    /** The newest first. */
    private final List<Build> builds;

    private final Map<ModuleState, Optional<Evr>> newest = new ConcurrentHashMap<>();

    Shown(String name, String arch, List<Evr> builds) {
        this.name = name;
        this.builds = builds.stream()
                .distinct()
                .sorted(Comparator.reverseOrder())
                .map(evr -> new Build(evr, new Nevra(name, evr, arch).toString()))
                .toList();
    }

    /** The newest that dnf shows in that state of modules; null where there is none. */
    @Nullable Evr newest(ModuleState state) {
        Optional<Evr> known = newest.get(state);
        if (known == null) {
            if (newest.size() > MOST_STATES) {
                newest.clear();
            }
            known = builds.stream()
                    .filter(build -> state.shows(name, build.nevra))
                    .map(Build::evr)
                    .findFirst();
            newest.put(state, known);
        }
        return known.orElse(null);
    }
}
