package io.patchwave.exposure;

import io.patchwave.catalog.CatalogService;
import io.patchwave.catalog.Mitigation;
import io.patchwave.inventory.Facts;
import io.patchwave.inventory.FactsSets;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What sets of facts change in answers: which mitigations of the catalog they satisfy, and which packages are held back. */
@ApplicationScoped
class FactsEffects {
    private final FactsSets factsSets;
    private final CatalogService catalog;
    private final Map<Long, HostEntry.Effects> known = new ConcurrentHashMap<>();

    FactsEffects(FactsSets factsSets, CatalogService catalog) {
        this.factsSets = factsSets;
        this.catalog = catalog;
    }

    /** The effects of one set; none for null. */
    HostEntry.Effects of(@Nullable Long factsSet) {
        if (factsSet == null) {
            return HostEntry.Effects.NONE;
        }
        if (!known.containsKey(factsSet)) {
            load(List.of(factsSet));
        }
        return known.getOrDefault(factsSet, HostEntry.Effects.NONE);
    }

    /** Reads those not known yet, all at once. */
    void load(Collection<Long> sets) {
        List<Long> missing =
                sets.stream().distinct().filter(id -> !known.containsKey(id)).toList();
        if (!missing.isEmpty()) {
            List<Mitigation> mitigations = catalog.mitigations();
            factsSets.load(missing).forEach((id, facts) -> known.put(id, effects(facts, mitigations)));
        }
    }

    static HostEntry.Effects effects(Facts facts, List<Mitigation> mitigations) {
        Set<String> mitigated = new HashSet<>();
        for (Mitigation mitigation : mitigations) {
            if (!mitigation.check().isEmpty() && mitigation.check().stream().allMatch(check -> holds(facts, check))) {
                mitigated.addAll(mitigation.advisories());
                mitigated.addAll(mitigation.cves());
            }
        }
        return new HostEntry.Effects(Set.copyOf(mitigated), facts.locks() == null ? List.of() : facts.locks());
    }

    private static boolean holds(Facts facts, Mitigation.Check check) {
        return values(facts, check.fact()).stream().anyMatch(check.anyOf()::contains);
    }

    /** The values at a path that checks may name; empty where the host does not tell, which satisfies nothing. */
    private static List<String> values(Facts facts, String path) {
        Facts.Ports ports = facts.ports();
        return switch (path) {
            case "smb1" -> facts.smb1() == null ? List.of() : List.of(facts.smb1());
            case "ports.listening" -> ports == null ? List.of() : texts(ports.listening());
            case "ports.blockedIn" -> ports == null ? List.of() : texts(ports.blockedIn());
            case "ports.blockedOut" -> ports == null ? List.of() : texts(ports.blockedOut());
            default -> List.of();
        };
    }

    private static List<String> texts(@Nullable List<Integer> numbers) {
        return numbers == null
                ? List.of()
                : numbers.stream().map(String::valueOf).toList();
    }
}
