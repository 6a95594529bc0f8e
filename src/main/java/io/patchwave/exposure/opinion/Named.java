package io.patchwave.exposure.opinion;

import io.patchwave.catalog.CatalogSnapshot;
import io.patchwave.exposure.simulation.Remedy;
import io.patchwave.version.Evr;
import io.patchwave.version.Nevra;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Remedy → the advisories that name exactly it; looked up for many at once, remembered for one catalog. */
final class Named {
    private final CatalogSnapshot catalog;
    private final Map<Remedy, List<String>> known = new ConcurrentHashMap<>();

    Named(CatalogSnapshot catalog) {
        this.catalog = catalog;
    }

    /** Looks these up, if they were not yet: one walk through the catalog. */
    void learn(Collection<Remedy> remedies) {
        Map<String, List<Remedy>> fresh = new HashMap<>();
        for (Remedy remedy : remedies) {
            if (!known.containsKey(remedy)) {
                String key = remedy.kind() == Remedy.Kind.UPDATE ? remedy.text() : remedy.name();
                fresh.computeIfAbsent(key, name -> new ArrayList<>()).add(remedy);
            }
        }
        if (fresh.isEmpty()) {
            return;
        }
        Map<Remedy, List<String>> found = new HashMap<>();
        catalog.statements()
                .forEach(statement -> statement
                        .fixes()
                        .forEach(fix -> fresh.getOrDefault(fix.kb(), List.of())
                                .forEach(remedy -> add(found, remedy, statement.cve()))));
        catalog.errata()
                .forEach(advisory -> advisory.collections()
                        .forEach(collection -> collection.packages().forEach(fixed -> {
                            for (Remedy remedy : fresh.getOrDefault(fixed.name(), List.of())) {
                                Nevra nevra = remedy.nevra();
                                Evr evr = Evr.of(fixed.epoch(), fixed.version(), fixed.release());
                                if (nevra != null
                                        && nevra.arch().equals(fixed.arch())
                                        && nevra.evr().compareTo(evr) == 0) {
                                    add(found, remedy, advisory.id());
                                }
                            }
                        })));
        catalog.debian()
                .forEach(advisory -> advisory.fixes()
                        .forEach(fix -> fresh.getOrDefault(fix.source(), List.of())
                                .forEach(remedy -> {
                                    if (remedy.version().equals(fix.version())) {
                                        add(found, remedy, advisory.id());
                                    }
                                })));
        catalog.osv()
                .forEach(record -> record.affected()
                        .forEach(affected -> fresh.getOrDefault(affected.name(), List.of())
                                .forEach(remedy -> {
                                    boolean named = affected.ranges().stream()
                                            .flatMap(range -> range.events().stream())
                                            .anyMatch(event -> event.fixed() != null && fixes(remedy, event.fixed()));
                                    if (named) {
                                        add(found, remedy, record.id());
                                    }
                                })));
        fresh.values()
                .forEach(list -> list.forEach(remedy -> known.put(
                        remedy,
                        found.getOrDefault(remedy, List.of()).stream()
                                .distinct()
                                .sorted()
                                .toList())));
    }

    private static void add(Map<Remedy, List<String>> found, Remedy remedy, String advisory) {
        found.computeIfAbsent(remedy, key -> new ArrayList<>()).add(advisory);
    }

    private static boolean fixes(Remedy remedy, String version) {
        Nevra nevra = remedy.nevra();
        return nevra == null ? remedy.version().equals(version) : nevra.evr().compareTo(Evr.parse(version)) == 0;
    }

    /** The advisories that name it, sorted; empty where none does or it was not learned. */
    List<String> by(Remedy remedy) {
        return known.getOrDefault(remedy, List.of());
    }
}
