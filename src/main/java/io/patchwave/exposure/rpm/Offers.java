package io.patchwave.exposure.rpm;

import io.patchwave.catalog.Mirror;
import io.patchwave.version.Evr;
import io.patchwave.version.Nevra;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The packages one mirror has; empty where its package list was not imported.
 *
 * @param builds by {@code name.arch}
 * @param replacing by the name they obsolete
 */
record Offers(Map<String, Builds> builds, Map<String, List<Replacing>> replacing) {
    static final Offers NONE = new Offers(Map.of(), Map.of());

    /**
     * A package that obsoletes others.
     *
     * @param operator {@code <}, {@code <=}, {@code =}, {@code >=}, {@code >}; null: whatever their version
     */
    record Replacing(Nevra by, @Nullable String operator, Evr than) {
        /** Of {@code name} or {@code name < 0:99-1}. */
        static Replacing of(Nevra by, String relation) {
            String[] parts = relation.split(" ", 3);
            boolean bounded = parts.length == 3;
            return new Replacing(by, bounded ? parts[1] : null, Evr.parse(bounded ? parts[2] : ""));
        }

        boolean replaces(Evr installed) {
            if (operator == null) {
                return true;
            }
            Evr compared = than.release().isEmpty() ? new Evr(installed.epoch(), installed.version(), "") : installed;
            int order = compared.compareTo(than);
            return (order < 0 && operator.startsWith("<"))
                    || (order > 0 && operator.startsWith(">"))
                    || (order == 0 && operator.endsWith("="));
        }
    }

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
        Map<String, List<Replacing>> replacing = new HashMap<>();
        // A source's packages have one version: one object for all of them.
        Map<String, Evr> read = new HashMap<>();
        for (Mirror.OfferedPackage offered : mirror.packages()) {
            Evr build = read.computeIfAbsent(offered.version(), Evr::parse);
            builds.compute(
                    offered.name() + "." + offered.arch(),
                    (key, known) -> (known == null ? Builds.NONE : known).with(build));
            for (String relation : offered.obsoletes()) {
                replacing
                        .computeIfAbsent(relation.split(" ", 2)[0], name -> new ArrayList<>(1))
                        .add(Replacing.of(new Nevra(offered.name(), build, offered.arch()), relation));
            }
        }
        return new Offers(builds, replacing);
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

    /** All builds of that name and architecture. */
    List<Evr> all(String key) {
        return under(key).all;
    }

    /** The newest build outside of modules that any of these mirrors has; null where none has one. */
    static @Nullable Evr newest(List<Offers> mirrors, String key) {
        Evr best = null;
        for (Offers mirror : mirrors) {
            Evr newest = mirror.under(key).newest;
            if (newest != null && (best == null || best.isOlderThan(newest))) {
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
