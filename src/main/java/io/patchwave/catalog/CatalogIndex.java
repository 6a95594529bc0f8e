package io.patchwave.catalog;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A snapshot, and what is looked up in it by id. */
final class CatalogIndex {
    private final CatalogSnapshot snapshot;
    private volatile @Nullable ById byId;
    private volatile @Nullable Map<String, WindowsStatement> homes;

    CatalogIndex(CatalogSnapshot snapshot) {
        this.snapshot = snapshot;
    }

    private record ById(
            Map<String, List<WindowsStatement>> statements,
            Map<String, List<RpmAdvisory>> errata,
            Map<String, List<OsvAdvisory>> osv,
            Map<String, List<DebAdvisory>> debian) {
        static ById of(CatalogSnapshot snapshot) {
            return new ById(
                    by(snapshot.statements(), WindowsStatement::cve),
                    by(snapshot.errata(), RpmAdvisory::id),
                    by(snapshot.osv(), OsvAdvisory::id),
                    by(snapshot.debian(), DebAdvisory::id));
        }
    }

    /** Made when somebody looks an id up: evaluation never does. */
    private ById byId() {
        ById known = byId;
        if (known == null) {
            known = ById.of(snapshot);
            byId = known;
        }
        return known;
    }

    CatalogSnapshot snapshot() {
        return snapshot;
    }

    List<WindowsStatement> statements(String cve) {
        return byId().statements().getOrDefault(cve, List.of());
    }

    List<RpmAdvisory> errata(String id) {
        return byId().errata().getOrDefault(id, List.of());
    }

    List<OsvAdvisory> osv(String id) {
        return byId().osv().getOrDefault(id, List.of());
    }

    List<DebAdvisory> debian(String id) {
        return byId().debian().getOrDefault(id, List.of());
    }

    /** When the month came out that a KB is of; null for KBs no document names. */
    @Nullable Instant releasedAt(String kb) {
        Map<String, WindowsStatement> known = homes;
        if (known == null) {
            known = Months.homes(snapshot.statements());
            homes = known;
        }
        WindowsStatement home = known.get(kb);
        return home == null ? null : home.initialRelease();
    }

    private static <T> Map<String, List<T>> by(List<T> all, Function<T, String> id) {
        Map<String, List<T>> map = new HashMap<>();
        all.forEach(one ->
                map.computeIfAbsent(id.apply(one), key -> new ArrayList<>(1)).add(one));
        return map;
    }
}
