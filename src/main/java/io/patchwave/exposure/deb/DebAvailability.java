package io.patchwave.exposure.deb;

import io.patchwave.catalog.CatalogSnapshot;
import io.patchwave.catalog.Mirror;
import io.patchwave.exposure.available.Availability;
import io.patchwave.exposure.available.AvailablePackage;
import io.patchwave.exposure.linux.PackageWorld;
import io.patchwave.exposure.linux.Release;
import io.patchwave.inventory.LinuxSoftware;
import io.patchwave.inventory.Software;
import io.patchwave.version.DebianVersions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What {@code apt list --upgradable} shows, held and kept-back packages included. Archives of backports count only for packages
 * that are newer than every other archive's, as apt's priorities have it.
 */
@ApplicationScoped
public class DebAvailability implements Availability {
    private static final Map<String, String> ARCHITECTURES =
            Map.of("x86_64", "amd64", "aarch64", "arm64", "i686", "i386", "armv7l", "armhf", "ppc64le", "ppc64el");
    private static final Set<String> INSTALLED = Set.of("install ok installed", "hold ok installed");

    @Override
    public boolean judges(Software software) {
        return PackageWorld.of(software) == PackageWorld.DEB;
    }

    @Override
    public Offered of(Software software, CatalogSnapshot catalog) {
        LinuxSoftware host = (LinuxSoftware) software;
        List<Mirror> archives = archives(host, catalog);
        if (archives.isEmpty()) {
            return new Offered(List.of(), "no-repository");
        }
        String native_ = ARCHITECTURES.getOrDefault(host.architecture(), host.architecture());
        Map<String, List<LinuxSoftware.Deb>> installed = new HashMap<>();
        for (LinuxSoftware.Deb deb : host.debs()) {
            if (deb.status() == null || INSTALLED.contains(deb.status())) {
                installed
                        .computeIfAbsent(deb.name(), name -> new ArrayList<>(1))
                        .add(deb);
            }
        }
        Map<String, Best> best = new HashMap<>();
        for (Mirror archive : archives) {
            boolean backports = Suites.isBackports(archive.name()) || Suites.isBackports(suite(archive));
            for (Mirror.OfferedPackage offered : archive.packages()) {
                for (LinuxSoftware.Deb deb : installed.getOrDefault(offered.name(), List.of())) {
                    String arch = deb.arch() == null || deb.arch().equals("all") ? native_ : deb.arch();
                    if (offered.arch().equals(arch) || offered.arch().equals("all")) {
                        best.computeIfAbsent(key(deb), key -> new Best()).offer(offered, archive, backports);
                    }
                }
            }
        }
        SecurityFixes fixes = SecurityFixes.of(Release.of(host), catalog);
        Map<String, AvailablePackage> items = new TreeMap<>();
        installed
                .values()
                .forEach(all -> all.forEach(deb -> {
                    Best found = best.get(key(deb));
                    AvailablePackage item = found == null ? null : found.above(deb, fixes);
                    if (item != null) {
                        items.put(key(deb), item);
                    }
                }));
        return new Offered(List.copyOf(items.values()), null);
    }

    /** The best of the archives, and the best of those that are asked second. */
    private static final class Best {
        private @Nullable Offer first;
        private @Nullable Offer second;

        private record Offer(Mirror.OfferedPackage offered, Mirror archive) {
            static final Comparator<Offer> BY_VERSION =
                    Comparator.comparing(offer -> offer.offered.version(), DebianVersions::compare);
        }

        void offer(Mirror.OfferedPackage offered, Mirror archive, boolean backports) {
            Offer offer = new Offer(offered, archive);
            if (backports) {
                second = better(second, offer);
            } else {
                first = better(first, offer);
            }
        }

        private static Offer better(@Nullable Offer before, Offer offer) {
            if (before == null) {
                return offer;
            }
            int order = Offer.BY_VERSION.compare(before, offer);
            return order < 0 ? offer : before;
        }

        @Nullable AvailablePackage above(LinuxSoftware.Deb deb, SecurityFixes fixes) {
            Offer offer = first;
            if (offer == null || DebianVersions.compare(deb.version(), offer.offered.version()) > 0) {
                offer = second;
            }
            if (offer == null || DebianVersions.compare(deb.version(), offer.offered.version()) >= 0) {
                return null;
            }
            return new AvailablePackage(
                    deb.name(),
                    offer.offered.arch(),
                    deb.version(),
                    offer.offered.version(),
                    offer.archive.name(),
                    fixes.areBetween(deb, offer.offered, offer.archive));
        }
    }

    private static String key(LinuxSoftware.Deb deb) {
        return deb.name() + " " + deb.arch();
    }

    /** Those the host names, else those of its release. */
    private static List<Mirror> archives(LinuxSoftware host, CatalogSnapshot catalog) {
        List<Mirror> known = catalog.mirrors().stream()
                .filter(mirror ->
                        mirror.family().equals("deb") && !mirror.packages().isEmpty())
                .toList();
        List<Mirror> named = known.stream()
                .filter(mirror -> host.repositories().contains(mirror.name()))
                .toList();
        Release release = Release.of(host);
        return !named.isEmpty()
                ? named
                : known.stream()
                        .filter(mirror -> release(mirror).equals(release))
                        .toList();
    }

    private static Release release(Mirror mirror) {
        String distribution = mirror.distribution() == null ? "" : mirror.distribution();
        return Release.of(distribution, Suites.number(suite(mirror)));
    }

    private static String suite(Mirror mirror) {
        return mirror.release() == null ? "" : mirror.release();
    }
}
