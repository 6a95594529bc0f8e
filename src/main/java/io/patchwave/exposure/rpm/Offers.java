package io.patchwave.exposure.rpm;

import io.patchwave.catalog.Mirror;
import io.patchwave.version.Evr;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The packages one mirror has, by {@code name.arch}; empty where its package list was not imported. */
record Offers(Map<String, Builds> builds) {
    static final Offers NONE = new Offers(Map.of());

    /**
     * Of one name and architecture.
     *
     * @param newest outside of modules; null where there is none
     */
    record Builds(List<Evr> all, @Nullable Evr newest) {
        private static final Builds NONE = new Builds(List.of(), null);

        Builds with(Evr build) {
            List<Evr> more = all.isEmpty() ? new ArrayList<>(2) : all;
            more.add(build);
            boolean follows = !build.release().contains(".module");
            return new Builds(more, follows && (newest == null || newest.isOlderThan(build)) ? build : newest);
        }
    }

    static Offers of(Mirror mirror) {
        Map<String, Builds> builds = new HashMap<>();
        for (Mirror.OfferedPackage offered : mirror.packages()) {
            Evr build = Evr.parse(offered.version());
            builds.compute(
                    offered.name() + "." + offered.arch(),
                    (key, known) -> (known == null ? Builds.NONE : known).with(build));
        }
        return new Offers(builds);
    }

    boolean isKnown() {
        return !builds.isEmpty();
    }

    /** The builds of that name and architecture whatever their epoch. */
    List<Evr> sameBuild(String key, Evr evr) {
        return under(key).all.stream()
                .filter(each ->
                        each.version().equals(evr.version()) && each.release().equals(evr.release()))
                .toList();
    }

    boolean has(String key, Evr evr) {
        return under(key).all.contains(evr);
    }

    /**
     * What closes the hole out of these mirrors: the fix itself, else the newest later build outside of modules.
     *
     * @return null where none has it
     */
    static @Nullable Evr closing(List<Offers> mirrors, String key, Fix fix) {
        Evr best = null;
        for (Offers mirror : mirrors) {
            Builds known = mirror.under(key);
            if (known.all.contains(fix.evr())) {
                return fix.evr();
            }
            Evr newest = known.newest;
            boolean follows = fix.condition() == null && newest != null && !newest.isOlderThan(fix.evr());
            if (newest != null && follows && (best == null || best.isOlderThan(newest))) {
                best = newest;
            }
        }
        return best;
    }

    @SuppressWarnings("ReferenceEquality")
    boolean isSame(Offers other) {
        return builds == other.builds;
    }

    /** The keys whose builds differ. */
    Set<String> differingFrom(Offers other) {
        Set<String> keys = new HashSet<>(builds.keySet());
        keys.addAll(other.builds.keySet());
        keys.removeIf(key -> under(key).all.equals(other.under(key).all));
        return keys;
    }

    private Builds under(String key) {
        return builds.getOrDefault(key, Builds.NONE);
    }
}
