package io.patchwave.exposure.opinion;

import io.patchwave.exposure.CatalogRulings;
import io.patchwave.exposure.FleetHost;
import io.patchwave.exposure.SetRulings;
import io.patchwave.inventory.Software;
import io.patchwave.inventory.SoftwareSets;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The whole fleet's disagreements as counts: each distinct pair of software and opinion is compared once, and again only when
 * the catalog changed.
 */
@ApplicationScoped
class FleetOpinions {
    private static final int AT_ONCE = 500;
    private static final int SAMPLES = 3;

    private final SetRulings rulings;
    private final SoftwareSets softwareSets;
    private final Opinions opinions;
    private @Nullable CatalogRulings catalog;
    private @Nullable Comparison comparison;
    private Map<Pair, List<Count>> compared = Map.of();

    FleetOpinions(SetRulings rulings, SoftwareSets softwareSets, Opinions opinions) {
        this.rulings = rulings;
        this.softwareSets = softwareSets;
        this.opinions = opinions;
    }

    /** Equal opinions are one object ({@link Opinions}), so that nobody reads through lists to tell pairs apart. */
    private record Pair(long set, Opinion opinion) {
        @Override
        @SuppressWarnings("ReferenceEquality")
        public boolean equals(@Nullable Object other) {
            return other instanceof Pair pair && pair.set == set && pair.opinion == opinion;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(set) * 31 + System.identityHashCode(opinion);
        }
    }

    /** What kind of disagreement. */
    record Kind(Direction direction, String rule, String ours) {}

    /** One kind on one machine: how many advisories, and some remedies. */
    record Count(Kind kind, int findings, List<String> remedies) {}

    /**
     * The comparison of the fleet.
     *
     * @param byHost hosts with an opinion and an inventory, with their disagreements; empty where they agree
     */
    record Fleet(
            long revision, Map<FleetHost, List<Count>> byHost, int withoutOpinion, int withoutInventory, int silent) {}

    /**
     * Compares what was not compared yet; others wait meanwhile.
     *
     * @param stale hosts that have not spoken for long: their answer is as old, the catalog is not
     */
    synchronized Fleet of(List<FleetHost> hosts, Set<UUID> stale) {
        CatalogRulings now = rulings.current();
        if (catalog != now || comparison == null) {
            catalog = now;
            comparison = new Comparison(now, new Named(rulings.snapshot()));
            compared = Map.of();
        }
        Map<Long, Opinion> said = opinions.ofAll(rulings.hosts().stream()
                .map(FleetHost::factsSetId)
                .filter(Objects::nonNull)
                .toList());
        Map<FleetHost, Pair> pairs = new LinkedHashMap<>();
        int withoutOpinion = 0;
        int withoutInventory = 0;
        int silent = 0;
        for (FleetHost host : hosts) {
            Long facts = host.factsSetId();
            Opinion opinion = facts == null ? null : said.get(facts);
            Long set = host.setId();
            if (set == null) {
                withoutInventory++;
            } else if (opinion == null) {
                withoutOpinion++;
            } else if (stale.contains(host.id())) {
                silent++;
            } else {
                pairs.put(host, new Pair(set, opinion));
            }
        }
        compare(now, comparison, pairs.values());
        Map<FleetHost, List<Count>> byHost = new LinkedHashMap<>();
        pairs.forEach((host, pair) -> byHost.put(host, compared.getOrDefault(pair, List.of())));
        return new Fleet(now.revision(), byHost, withoutOpinion, withoutInventory, silent);
    }

    private void compare(CatalogRulings now, Comparison by, Collection<Pair> pairs) {
        Map<Pair, List<Count>> all = new HashMap<>(compared);
        Map<Long, Set<Opinion>> missing = new TreeMap<>();
        for (Pair pair : pairs) {
            if (!all.containsKey(pair)) {
                missing.computeIfAbsent(pair.set, set -> new LinkedHashSet<>()).add(pair.opinion);
            }
        }
        List<Long> ids = List.copyOf(missing.keySet());
        for (int from = 0; from < ids.size(); from += AT_ONCE) {
            List<Long> block = ids.subList(from, Math.min(from + AT_ONCE, ids.size()));
            Map<Long, Software> loaded = softwareSets.load(block);
            List<Map.Entry<Pair, Comparison.Seen>> looked = block.parallelStream()
                    .flatMap(set -> missing.getOrDefault(set, Set.of()).stream().map(one -> new Pair(set, one)))
                    .filter(pair -> loaded.containsKey(pair.set))
                    .map(pair ->
                            Map.entry(pair, look(now, by, Objects.requireNonNull(loaded.get(pair.set)), pair.opinion)))
                    .toList();
            by.learn(looked.stream().map(Map.Entry::getValue).toList());
            looked.forEach(one -> all.put(one.getKey(), counts(by, one.getValue())));
        }
        compared = all;
        compared.keySet().retainAll(keep(pairs));
    }

    /** Pairs of hosts outside of the question stay as long as some host has their set. */
    private Set<Pair> keep(Collection<Pair> pairs) {
        Set<Pair> keep = new java.util.HashSet<>(pairs);
        Set<Long> sets = new java.util.HashSet<>();
        rulings.hosts().forEach(host -> sets.add(host.setId() == null ? -1L : host.setId()));
        compared.keySet().stream().filter(pair -> sets.contains(pair.set)).forEach(keep::add);
        return keep;
    }

    private static Comparison.Seen look(CatalogRulings now, Comparison by, Software machine, Opinion opinion) {
        Comparison.Seen seen = by.look(machine, opinion.reported());
        return opinion.locks().isEmpty() || seen.unlisted().isEmpty()
                ? seen
                : HostComparison.withoutLocked(now, machine, opinion, seen);
    }

    /** Sums up; what they call missing and is not comparable is no disagreement. */
    static List<Count> counts(Comparison by, Comparison.Seen seen) {
        Map<Kind, Set<String>> advisories = new LinkedHashMap<>();
        Map<Kind, Set<String>> remedies = new HashMap<>();
        for (Comparison.Unlisted one : seen.unlisted()) {
            Kind kind = new Kind(
                    Direction.NOT_MISSING,
                    one.hit().grounds().rule(),
                    one.hit().grounds().verdict().word());
            advisories.computeIfAbsent(kind, key -> new java.util.HashSet<>()).addAll(one.advisories());
            remedies.computeIfAbsent(kind, key -> new LinkedHashSet<>())
                    .addAll(CatalogRulings.updatesOf(one.hit().group()));
        }
        for (Comparison.Surplus surplus : seen.surplus()) {
            if (by.notComparable(seen, surplus) == null) {
                Comparison.Contradicted said = by.contradicted(seen, surplus);
                Kind kind = new Kind(Direction.MISSING, said.rule(), said.ours().word());
                advisories
                        .computeIfAbsent(kind, key -> new java.util.HashSet<>())
                        .addAll(said.advisories());
                remedies.computeIfAbsent(kind, key -> new LinkedHashSet<>())
                        .add(said.remedy().text());
            }
        }
        List<Count> counts = new ArrayList<>();
        advisories.forEach((kind, ids) -> counts.add(new Count(
                kind,
                ids.size(),
                remedies.getOrDefault(kind, Set.of()).stream().limit(SAMPLES).toList())));
        return List.copyOf(counts);
    }

    /** The comparison by the present catalog, for one host. */
    HostComparison.Told told(Software machine, Opinion opinion, Predicate<String> isNewer) {
        CatalogRulings now = rulings.current();
        return HostComparison.of(now, new Comparison(now, new Named(rulings.snapshot())), machine, opinion, isNewer);
    }
}
