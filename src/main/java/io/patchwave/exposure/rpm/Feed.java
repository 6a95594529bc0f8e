package io.patchwave.exposure.rpm;

import io.patchwave.catalog.CatalogSnapshot;
import io.patchwave.catalog.Mirror;
import io.patchwave.catalog.OsvAdvisory;
import io.patchwave.catalog.RpmAdvisory;
import io.patchwave.exposure.linux.Moved;
import java.util.List;

/** What of a catalog may concern rpm hosts, as the catalog gave it. */
record Feed(List<RpmAdvisory> errata, List<OsvAdvisory> osv, List<Mirror> mirrors) {
    static Feed of(CatalogSnapshot catalog) {
        return new Feed(catalog.errata(), catalog.osv(), catalog.mirrors());
    }

    /** Whether the other one says nothing else to rpm hosts. */
    boolean saysTheSameAs(Feed other) {
        return Moved.between(errata, other.errata).isNothing()
                && isNotOfRpm(Moved.between(osv, other.osv))
                && mirrorsStand(Moved.between(mirrors, other.mirrors));
    }

    private static boolean isNotOfRpm(Moved<OsvAdvisory> moved) {
        return moved.gone().stream().noneMatch(OsvCompiler::isOfRpm)
                && moved.come().stream().noneMatch(OsvCompiler::isOfRpm);
    }

    private static boolean mirrorsStand(Moved<Mirror> moved) {
        return moved.gone().stream().noneMatch(Compilation::isOfRpm)
                && moved.come().stream().noneMatch(Compilation::isOfRpm);
    }
}
