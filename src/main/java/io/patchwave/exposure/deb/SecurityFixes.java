package io.patchwave.exposure.deb;

import io.patchwave.catalog.CatalogSnapshot;
import io.patchwave.catalog.DebAdvisory;
import io.patchwave.catalog.Mirror;
import io.patchwave.catalog.OsvAdvisory;
import io.patchwave.exposure.linux.Release;
import io.patchwave.inventory.LinuxSoftware;
import io.patchwave.version.DebianVersions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The fixed versions that advisories name for a release, by source package. */
record SecurityFixes(boolean debian, Map<String, List<String>> versions) {
    static SecurityFixes of(Release release, CatalogSnapshot catalog) {
        Map<String, List<String>> versions = new HashMap<>();
        for (DebAdvisory advisory : catalog.debian()) {
            for (DebAdvisory.SourceFix fix : advisory.fixes()) {
                boolean isVersion = !fix.version().isEmpty()
                        && Character.isDigit(fix.version().charAt(0));
                if (isVersion
                        && Release.of("debian", Suites.number(fix.release())).equals(release)) {
                    add(versions, fix.source(), fix.version());
                }
            }
        }
        for (OsvAdvisory advisory : catalog.osv()) {
            if (advisory.withdrawn() == null) {
                for (OsvAdvisory.Affected affected : advisory.affected()) {
                    OsvEcosystem ecosystem = OsvEcosystem.of(affected);
                    if (ecosystem != null && ecosystem.release().equals(release)) {
                        affected.ranges().stream()
                                .flatMap(range -> range.events().stream())
                                .map(OsvAdvisory.Event::fixed)
                                .filter(Objects::nonNull)
                                .forEach(fixed -> add(versions, affected.name(), fixed));
                    }
                }
            }
        }
        return new SecurityFixes(!release.distribution().equals("ubuntu"), versions);
    }

    /** Whether one stands between the two, or the new one comes from a security archive. */
    boolean areBetween(LinuxSoftware.Deb installed, Mirror.OfferedPackage candidate, Mirror archive) {
        if (archive.name().endsWith("-security")) {
            return true;
        }
        SourcePackage from = SourcePackage.of(installed, debian);
        SourcePackage to = SourcePackage.of(DebOffers.asDeb(candidate), debian);
        return from != null
                && to != null
                && versions.getOrDefault(from.name(), List.of()).stream()
                        .anyMatch(fixed -> DebianVersions.compare(from.version(), fixed) < 0
                                && DebianVersions.compare(fixed, to.version()) <= 0);
    }

    private static void add(Map<String, List<String>> versions, String source, String version) {
        versions.computeIfAbsent(source, key -> new ArrayList<>(2)).add(version);
    }
}
