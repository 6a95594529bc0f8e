package io.patchwave.exposure.rpm;

import io.patchwave.catalog.CatalogSnapshot;
import io.patchwave.catalog.Mirror;
import io.patchwave.catalog.RpmAdvisory;
import io.patchwave.exposure.linux.Release;
import io.patchwave.inventory.LinuxSoftware;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The repositories of a host as far as they were imported: as {@link HostSources}, for questions that need no advisory. */
final class HostMirrors {
    private HostMirrors() {}

    /** Those it names, else those of its distribution and release but extras. */
    static List<Mirror> of(LinuxSoftware host, CatalogSnapshot catalog) {
        List<Mirror> all = catalog.mirrors().stream()
                .filter(mirror -> mirror.family().equals("rpm"))
                .toList();
        List<Mirror> named = all.stream()
                .filter(mirror -> host.repositories().stream().anyMatch(each -> Source.names(each, mirror.name())))
                .toList();
        if (!named.isEmpty()) {
            return named;
        }
        Release release = Release.of(host);
        List<Mirror> ofRelease = all.stream()
                .filter(mirror -> Publisher.releaseOf(mirror).equals(release))
                .toList();
        Set<String> extras = catalog.errata().stream()
                .filter(erratum -> ErrataCompiler.isOfExtra(erratum.id()))
                .map(RpmAdvisory::mirror)
                .collect(Collectors.toSet());
        return ofRelease.stream()
                .filter(mirror -> !extras.contains(mirror.name()))
                .toList();
    }
}
