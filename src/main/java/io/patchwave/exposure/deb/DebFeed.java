package io.patchwave.exposure.deb;

import io.patchwave.catalog.CatalogSnapshot;
import io.patchwave.catalog.DebAdvisory;
import io.patchwave.catalog.Mirror;
import io.patchwave.catalog.OsvAdvisory;
import io.patchwave.exposure.linux.Moved;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What of a catalog may concern dpkg hosts, as the catalog gave it. */
record DebFeed(List<DebAdvisory> debian, List<OsvAdvisory> osv, List<Mirror> mirrors) {
    static DebFeed of(CatalogSnapshot catalog) {
        return new DebFeed(catalog.debian(), catalog.osv(), catalog.mirrors());
    }

    static boolean isOfDeb(Mirror mirror) {
        return mirror.family().equals("deb");
    }

    static boolean isOfDeb(OsvAdvisory entry) {
        return entry.affected().stream()
                .anyMatch(affected -> affected.ecosystem().startsWith("Debian:")
                        || affected.ecosystem().startsWith("Ubuntu:"));
    }

    /** Whether the archives of a newer one are the same. */
    boolean offersTheSameAs(DebFeed newer) {
        Moved<Mirror> moved = Moved.between(mirrors, newer.mirrors);
        return moved.gone().stream().noneMatch(DebFeed::isOfDeb)
                && moved.come().stream().noneMatch(DebFeed::isOfDeb);
    }

    /** Ids of the advisories that differ in a newer one, gone ones included. */
    Set<String> differing(DebFeed newer) {
        Set<String> ids = new HashSet<>();
        Moved<DebAdvisory> listed = Moved.between(debian, newer.debian);
        listed.gone().forEach(each -> ids.add(each.id()));
        listed.come().forEach(each -> ids.add(each.id()));
        Moved<OsvAdvisory> recorded = Moved.between(osv, newer.osv);
        recorded.gone().stream().filter(DebFeed::isOfDeb).forEach(each -> ids.add(each.id()));
        recorded.come().stream().filter(DebFeed::isOfDeb).forEach(each -> ids.add(each.id()));
        return ids;
    }
}
