package io.patchwave.exposure.deb;

import io.patchwave.catalog.Mirror;
import io.patchwave.exposure.linux.Release;
import io.patchwave.inventory.LinuxSoftware;
import io.patchwave.version.DebianVersions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the archives of a release offer (D8): the newest version of each source, and the builds of each binary.
 *
 * @param name the archive's, for hosts that name their repositories
 */
record DebOffers(String name, Release release, Map<String, String> sources, Map<String, List<Build>> builds) {
    /** A binary to be had, and the source it was built from, as advisories name it. */
    record Build(String version, String arch, SourcePackage source) {
        private boolean isFor(LinuxSoftware.Deb deb) {
            String wanted = deb.arch();
            return wanted == null || wanted.equals(ALL) || arch.equals(wanted) || arch.equals(ALL);
        }
    }

    private static final String ALL = "all";

    static DebOffers of(Mirror mirror) {
        Map<String, String> sources = new HashMap<>();
        Map<String, List<Build>> builds = new HashMap<>();
        for (Mirror.OfferedPackage offered : mirror.packages()) {
            LinuxSoftware.Deb deb = asDeb(offered);
            SourcePackage source = SourcePackage.of(deb, !"ubuntu".equals(mirror.distribution()));
            if (source != null) {
                sources.merge(source.name(), source.version(), DebOffers::newer);
                builds.computeIfAbsent(offered.name(), name -> new ArrayList<>(1))
                        .add(new Build(offered.version(), offered.arch(), source));
            }
        }
        String distribution = mirror.distribution() == null ? "" : mirror.distribution();
        String release = mirror.release() == null ? "" : Suites.number(mirror.release());
        return new DebOffers(mirror.name(), Release.of(distribution, release), sources, builds);
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

    /**
     * Those a host has, backports left out: the ones it names, else all of its release; archives without a package list are left
     * out.
     */
    static List<DebOffers> of(LinuxSoftware host, List<DebOffers> all) {
        List<DebOffers> known = all.stream()
                .filter(each -> !each.builds.isEmpty() && !Suites.isBackports(each.name))
                .toList();
        List<DebOffers> named = known.stream()
                .filter(each -> host.repositories().contains(each.name))
                .toList();
        Release release = Release.of(host);
        return !named.isEmpty()
                ? named
                : known.stream().filter(each -> each.release.equals(release)).toList();
    }

    /**
     * The version of its source that an installed binary can get to: that of the build which apt would take. Kernels come under
     * another name with each ABI, which their source's version tells.
     *
     * @return null where nothing newer of that source is offered: also where the source has lost the binary on the way
     */
    static @Nullable String upTo(List<DebOffers> archives, LinuxSoftware.Deb deb, Binary binary) {
        if (binary.kernel() != null) {
            return archives.stream()
                    .map(each -> each.sources.get(binary.source()))
                    .filter(Objects::nonNull)
                    .reduce(DebOffers::newer)
                    .orElse(null);
        }
        Build candidate = candidate(archives, deb);
        boolean follows = candidate != null
                && candidate.source.name().equals(binary.source())
                && DebianVersions.compare(candidate.version, deb.version()) > 0;
        return candidate != null && follows ? candidate.source.version() : null;
    }

    /** The build that apt would take for an installed binary, older ones too; null where no archive has it. */
    static @Nullable Build candidate(List<DebOffers> archives, LinuxSoftware.Deb deb) {
        Build candidate = null;
        for (DebOffers archive : archives) {
            for (Build build : archive.builds.getOrDefault(deb.name(), List.of())) {
                boolean better = candidate == null || DebianVersions.compare(build.version, candidate.version) > 0;
                candidate = better && build.isFor(deb) ? build : candidate;
            }
        }
        return candidate;
    }

    private static String newer(String a, String b) {
        return DebianVersions.compare(a, b) >= 0 ? a : b;
    }
}
