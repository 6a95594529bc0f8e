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
    private final Map<String, List<WindowsStatement>> statements;
    private final Map<String, List<RpmAdvisory>> errata;
    private final Map<String, List<OsvAdvisory>> osv;
    private final Map<String, List<DebAdvisory>> debian;
    private volatile @Nullable Map<String, WindowsStatement> homes;

    CatalogIndex(CatalogSnapshot snapshot) {
        this.snapshot = snapshot;
        this.statements = by(snapshot.statements(), WindowsStatement::cve);
        this.errata = by(snapshot.errata(), RpmAdvisory::id);
        this.osv = by(snapshot.osv(), OsvAdvisory::id);
        this.debian = by(snapshot.debian(), DebAdvisory::id);
    }

    CatalogSnapshot snapshot() {
        return snapshot;
    }

    List<WindowsStatement> statements(String cve) {
        return statements.getOrDefault(cve, List.of());
    }

    List<RpmAdvisory> errata(String id) {
        return errata.getOrDefault(id, List.of());
    }

    List<OsvAdvisory> osv(String id) {
        return osv.getOrDefault(id, List.of());
    }

    List<DebAdvisory> debian(String id) {
        return debian.getOrDefault(id, List.of());
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
