package io.patchwave.exposure.guard;

import io.patchwave.catalog.CatalogSnapshot;
import io.patchwave.catalog.Mirror;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/**
 * What of the catalog before is no longer so in the one after. What only came is no part of it: it can open findings, and those
 * never hold.
 *
 * @param renamed advisories that stand in both and no longer name something they named
 * @param packages names of packages and sources whose hosts may be answered otherwise
 * @param windows whether a statement about Windows changed
 * @param everyLinux whether repositories changed in a way that may concern any Linux host
 * @param lost advisory → what it no longer names
 * @param gained advisory → what it names in its place
 */
record CatalogDifference(
        Set<String> renamed,
        Set<String> packages,
        boolean windows,
        boolean everyLinux,
        Map<String, List<String>> lost,
        Map<String, List<String>> gained) {
    static CatalogDifference between(CatalogSnapshot before, CatalogSnapshot after) {
        Collector linux = new Collector();
        linux.compare(before.errata(), after.errata(), Named::of);
        linux.compare(before.osv(), after.osv(), Named::of);
        linux.compare(before.debian(), after.debian(), Named::of);
        Collector windows = new Collector();
        windows.compare(before.statements(), after.statements(), Named::of);
        Set<String> packages = new HashSet<>();
        linux.touched().forEach(id -> linux.of(id).forEach(named -> packages.addAll(named.packages())));
        boolean ofWindows = !windows.touched().isEmpty();
        linux.addAll(windows);
        Map<String, List<String>> lost = new HashMap<>();
        Map<String, List<String>> gained = new HashMap<>();
        for (String id : linux.touched()) {
            lost.put(id, linux.only(linux.gone, linux.came, id));
            gained.put(id, linux.only(linux.came, linux.gone, id));
        }
        Set<String> renamed = new HashSet<>();
        lost.forEach((id, names) -> {
            boolean stands = linux.came.getOrDefault(id, List.of()).stream().anyMatch(Named::standing);
            if (!names.isEmpty() && stands) {
                renamed.add(id);
            }
        });
        return new CatalogDifference(
                renamed, packages, ofWindows, speakLess(before.mirrors(), after.mirrors()), lost, gained);
    }

    /** Whether nothing that stood is judged otherwise than before. */
    boolean isNothing() {
        return packages.isEmpty() && lost.isEmpty() && !windows && !everyLinux;
    }

    /** A repository that is gone, speaks for others, lost module documents or half of its packages. */
    private static boolean speakLess(List<Mirror> before, List<Mirror> after) {
        if (before == after) {
            return false;
        }
        Map<String, Mirror> now = new HashMap<>();
        after.forEach(mirror -> now.put(mirror.name(), mirror));
        return before.stream().anyMatch(mirror -> speaksLess(mirror, now.get(mirror.name())));
    }

    private static boolean speaksLess(Mirror before, @org.jspecify.annotations.Nullable Mirror after) {
        if (before == after) {
            return false;
        }
        return after == null
                || !Objects.equals(before.distribution(), after.distribution())
                || !Objects.equals(before.release(), after.release())
                || after.packages().size() * 2 < before.packages().size()
                || !after.defaultStreams()
                        .entrySet()
                        .containsAll(before.defaultStreams().entrySet())
                || !new HashSet<>(after.modules()).containsAll(before.modules());
    }

    /** Statements that went and statements that came, of advisories that were stated before. */
    private static final class Collector {
        private final Map<String, List<Named>> gone = new HashMap<>();
        private final Map<String, List<Named>> came = new HashMap<>();

        <T> void compare(List<T> before, List<T> after, Function<T, Named> named) {
            if (before == after) {
                return;
            }
            Map<String, List<Named>> left = new HashMap<>();
            Map<String, List<Named>> arrived = new HashMap<>();
            without(before, after).forEach(one -> put(left, named.apply(one)));
            without(after, before).forEach(one -> put(arrived, named.apply(one)));
            left.forEach((id, statements) -> {
                List<Named> instead = arrived.getOrDefault(id, List.of());
                if (!deciding(statements).equals(deciding(instead))) {
                    gone.computeIfAbsent(id, key -> new ArrayList<>()).addAll(statements);
                    came.computeIfAbsent(id, key -> new ArrayList<>()).addAll(instead);
                }
            });
        }

        private static <T> List<T> without(List<T> some, List<T> others) {
            Set<T> there = Collections.newSetFromMap(new IdentityHashMap<>(others.size() * 2));
            there.addAll(others);
            return some.stream().filter(one -> !there.contains(one)).toList();
        }

        private static void put(Map<String, List<Named>> statements, Named named) {
            statements.computeIfAbsent(named.id(), id -> new ArrayList<>(1)).add(named);
        }

        private static Set<Object> deciding(List<Named> statements) {
            Set<Object> all = new HashSet<>();
            statements.forEach(named -> all.add(List.of(named.deciding(), named.standing())));
            return all;
        }

        Set<String> touched() {
            return gone.keySet();
        }

        List<Named> of(String id) {
            List<Named> all = new ArrayList<>(gone.getOrDefault(id, List.of()));
            all.addAll(came.getOrDefault(id, List.of()));
            return all;
        }

        void addAll(Collector other) {
            other.gone.forEach((id, named) ->
                    gone.computeIfAbsent(id, key -> new ArrayList<>()).addAll(named));
            other.came.forEach((id, named) ->
                    came.computeIfAbsent(id, key -> new ArrayList<>()).addAll(named));
        }

        /** What only the statements of the one say. */
        List<String> only(Map<String, List<Named>> one, Map<String, List<Named>> other, String id) {
            Set<String> names = new LinkedHashSet<>();
            one.getOrDefault(id, List.of()).forEach(named -> names.addAll(named.names()));
            other.getOrDefault(id, List.of()).forEach(named -> named.names().forEach(names::remove));
            return List.copyOf(names);
        }
    }
}
