package io.patchwave.exposure.rpm;

import io.patchwave.catalog.Mirror;
import io.patchwave.version.Evr;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The packages one mirror has, by {@code name.arch}; empty where its package list was not imported. */
record Offers(Map<String, List<Evr>> builds) {
    static Offers of(Mirror mirror) {
        Map<String, List<Evr>> builds = new HashMap<>();
        for (Mirror.OfferedPackage offered : mirror.packages()) {
            builds.computeIfAbsent(offered.name() + "." + offered.arch(), key -> new ArrayList<>(2))
                    .add(Evr.parse(offered.version()));
        }
        return new Offers(builds);
    }

    boolean isKnown() {
        return !builds.isEmpty();
    }

    /** The builds of that name and architecture whatever their epoch. */
    List<Evr> sameBuild(String key, Evr evr) {
        return builds.getOrDefault(key, List.of()).stream()
                .filter(each ->
                        each.version().equals(evr.version()) && each.release().equals(evr.release()))
                .toList();
    }

    boolean has(String key, Evr evr) {
        return builds.getOrDefault(key, List.of()).contains(evr);
    }

    /**
     * What closes the hole out of these mirrors: the fix itself, else the newest later build outside of modules.
     *
     * @return null where none has it
     */
    static @Nullable Evr closing(List<Offers> mirrors, String key, Fix fix) {
        Evr best = null;
        for (Offers mirror : mirrors) {
            for (Evr build : mirror.builds.getOrDefault(key, List.of())) {
                if (build.equals(fix.evr())) {
                    return build;
                }
                boolean follows = fix.condition() == null && !build.release().contains(".module");
                if (follows && !build.isOlderThan(fix.evr()) && (best == null || best.isOlderThan(build))) {
                    best = build;
                }
            }
        }
        return best;
    }
}
