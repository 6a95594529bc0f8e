package io.patchwave.exposure.simulation;

import io.patchwave.exposure.FleetHost;
import io.patchwave.inventory.Software;
import io.patchwave.inventory.SoftwareSets;
import io.patchwave.inventory.WindowsSoftware;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Hosts by what of their software plays a part in a question: each distinct one is a case that is ruled on once. */
@ApplicationScoped
class FleetCases {
    private static final int AT_ONCE = 1000;

    private final SoftwareSets softwareSets;

    FleetCases(SoftwareSets softwareSets) {
        this.softwareSets = softwareSets;
    }

    /**
     * One software and those who have it; hosts that differ in what they hold back or in their boots are not one case.
     *
     * @param read gives the software: of Linux the part that matters, which is small and kept; of Windows all, read again each
     *     time
     */
    record Case(Supplier<Software> read, List<FleetHost> hosts) {
        Case(Software software, List<FleetHost> hosts) {
            this(() -> software, hosts);
        }

        Software software() {
            return read.get();
        }

        FleetHost anyHost() {
            return hosts.get(0);
        }
    }

    /** By the part of Linux, or by the set of Windows, whose sets all differ. */
    private record Key(@Nullable Software part, long set, List<String> locks, boolean rolledBack) {}

    /** The cases of those hosts that have an inventory; sets are read a thousand at a time and let go. */
    List<Case> of(Collection<FleetHost> hosts, Relevance relevance) {
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
            Map<Long, Software> parts = parts(ids.subList(from, Math.min(from + AT_ONCE, ids.size())), relevance);
            parts.forEach((set, software) -> {
                boolean windows = software instanceof WindowsSoftware;
                for (FleetHost host : bySet.getOrDefault(set, List.of())) {
                    Key key = new Key(windows ? null : software, windows ? set : 0, host.locks(), host.rolledBack());
                    cases.computeIfAbsent(key, one -> new ArrayList<>(4)).add(host);
                }
            });
        }
        List<Case> all = new ArrayList<>(cases.size());
        cases.forEach((key, members) -> all.add(of(key, members)));
        return all;
    }

    private Case of(Key key, List<FleetHost> hosts) {
        Software part = key.part;
        return part == null ? new Case(() -> softwareSets.load(key.set), hosts) : new Case(part, hosts);
    }

    private Map<Long, Software> parts(List<Long> ids, Relevance relevance) {
        Map<Long, Software> parts = new HashMap<>(ids.size() * 2);
        softwareSets.load(ids, relevance::mayMatter).entrySet().parallelStream()
                .map(set -> Map.entry(set.getKey(), relevance.partOf(set.getValue())))
                .toList()
                .forEach(set -> parts.put(set.getKey(), set.getValue()));
        return parts;
    }
}
