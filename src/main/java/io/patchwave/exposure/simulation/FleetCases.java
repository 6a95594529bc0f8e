package io.patchwave.exposure.simulation;

import io.patchwave.exposure.FleetHost;
import io.patchwave.inventory.Software;
import io.patchwave.inventory.SoftwareSets;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Hosts by what of their software plays a part in a question: each distinct one is a case that is ruled on once. */
@ApplicationScoped
class FleetCases {
    private static final int AT_ONCE = 1000;

    private final SoftwareSets softwareSets;

    FleetCases(SoftwareSets softwareSets) {
        this.softwareSets = softwareSets;
    }

    /** One software and those who have it; hosts that differ in what they hold back or in their boots are not one case. */
    record Case(Software software, List<FleetHost> hosts) {
        FleetHost anyHost() {
            return hosts.get(0);
        }
    }

    private record Key(Software software, List<String> locks, boolean rolledBack) {}

    /** The cases of those hosts that have an inventory; sets are read a thousand at a time and let go. */
    List<Case> of(Collection<FleetHost> hosts, UnaryOperator<Software> part) {
        Map<Long, List<FleetHost>> bySet = new TreeMap<>();
        for (FleetHost host : hosts) {
            Long set = host.setId();
            if (set != null) {
                bySet.computeIfAbsent(set, id -> new ArrayList<>(4)).add(host);
            }
        }
        List<Long> ids = List.copyOf(bySet.keySet());
        Map<Key, List<FleetHost>> cases = new LinkedHashMap<>();
        for (int from = 0; from < ids.size(); from += AT_ONCE) {
            Map<Long, Software> loaded = softwareSets.load(ids.subList(from, Math.min(from + AT_ONCE, ids.size())));
            Map<Long, Software> parts = new HashMap<>();
            loaded.entrySet().parallelStream()
                    .map(set -> Map.entry(set.getKey(), part.apply(set.getValue())))
                    .toList()
                    .forEach(set -> parts.put(set.getKey(), set.getValue()));
            parts.forEach((set, software) -> {
                for (FleetHost host : bySet.getOrDefault(set, List.of())) {
                    cases.computeIfAbsent(new Key(software, host.locks(), host.rolledBack()), key -> new ArrayList<>(4))
                            .add(host);
                }
            });
        }
        List<Case> all = new ArrayList<>(cases.size());
        cases.forEach((key, members) -> all.add(new Case(key.software, members)));
        return all;
    }
}
