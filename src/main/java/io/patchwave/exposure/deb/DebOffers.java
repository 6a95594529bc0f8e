package io.patchwave.exposure.deb;

import io.patchwave.catalog.Mirror;
import io.patchwave.exposure.linux.Release;
import io.patchwave.inventory.LinuxSoftware;
import io.patchwave.version.DebianVersions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the archives of a release offer (D8): the newest version of each source and of each binary.
 *
 * @param name the archive's, for hosts that name their repositories
 */
record DebOffers(String name, Release release, Map<String, String> sources, Map<String, String> binaries) {
    static DebOffers of(Mirror mirror) {
        Map<String, String> sources = new HashMap<>();
        Map<String, String> binaries = new HashMap<>();
        for (Mirror.OfferedPackage offered : mirror.packages()) {
            LinuxSoftware.Deb deb = asDeb(offered);
            SourcePackage source = SourcePackage.of(deb, !"ubuntu".equals(mirror.distribution()));
            if (source != null) {
                sources.merge(source.name(), source.version(), DebOffers::newer);
            }
            binaries.merge(offered.name(), offered.version(), DebOffers::newer);
        }
        String distribution = mirror.distribution() == null ? "" : mirror.distribution();
        String release = mirror.release() == null ? "" : Suites.number(mirror.release());
        return new DebOffers(mirror.name(), Release.of(distribution, release), sources, binaries);
    }

    /** As if it were installed. */
    static LinuxSoftware.Deb asDeb(Mirror.OfferedPackage offered) {
        return new LinuxSoftware.Deb(
                offered.name(),
                offered.version(),
                offered.arch(),
                offered.source() == null ? offered.name() : offered.source(),
                offered.sourceVersion() == null ? offered.version() : offered.sourceVersion(),
                null);
    }

    /** Backports come only to those who ask for them by name: apt's upgrade never takes one in place of another archive's. */
    static boolean isBackports(String archive) {
        return archive.contains("-backports");
    }

    /**
     * Those a host has, backports left out: the ones it names, else all of its release; archives without a package list are left
     * out.
     */
    static List<DebOffers> of(LinuxSoftware host, List<DebOffers> all) {
        List<DebOffers> known = all.stream()
                .filter(each -> !each.binaries.isEmpty() && !isBackports(each.name))
                .toList();
        List<DebOffers> named = known.stream()
                .filter(each -> host.repositories().contains(each.name))
                .toList();
        Release release = Release.of(host);
        return !named.isEmpty()
                ? named
                : known.stream().filter(each -> each.release.equals(release)).toList();
    }

    /** The newest version that apt would install of a binary; null where no archive has it. */
    static @Nullable String candidate(List<DebOffers> archives, String binary) {
        return archives.stream()
                .map(each -> each.binaries.get(binary))
                .filter(java.util.Objects::nonNull)
                .reduce(DebOffers::newer)
                .orElse(null);
    }

    /** Whether an archive has the source in that version or later. */
    static boolean have(List<DebOffers> archives, String source, String version) {
        return archives.stream()
                .map(each -> each.sources.get(source))
                .anyMatch(offered -> offered != null && DebianVersions.compare(offered, version) >= 0);
    }

    private static String newer(String a, String b) {
        return DebianVersions.compare(a, b) >= 0 ? a : b;
    }
}
