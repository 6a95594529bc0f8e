package io.patchwave.exposure.simulation;

import io.patchwave.catalog.CatalogSnapshot;
import io.patchwave.catalog.Mirror;
import io.patchwave.catalog.RpmAdvisory;
import io.patchwave.exposure.deb.Suites;
import io.patchwave.exposure.linux.Release;
import io.patchwave.inventory.LinuxSoftware;
import io.patchwave.version.DebianVersions;
import io.patchwave.version.Evr;
import io.patchwave.version.Nevra;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which of the mirrors that have a package list have the packages in question; one that has none is taken to have its own fixes. */
final class Repositories {
    private final List<Known> mirrors = new ArrayList<>();

    /** A mirror with what it has of what was asked. */
    private record Known(Mirror mirror, boolean listed, Set<String> has) {}

    Repositories(CatalogSnapshot catalog, Collection<Remedy> remedies) {
        Map<String, List<Remedy>> asked = new HashMap<>();
        remedies.forEach(remedy ->
                asked.computeIfAbsent(remedy.name(), name -> new ArrayList<>()).add(remedy));
        for (Mirror mirror : catalog.mirrors()) {
            Set<String> has = new HashSet<>();
            boolean rpm = mirror.family().equals("rpm");
            for (Mirror.OfferedPackage offered : mirror.packages()) {
                if (rpm) {
                    hasRpm(offered, asked.getOrDefault(offered.name(), List.of()), has);
                } else {
                    hasDeb(offered, asked, has);
                }
            }
            if (rpm && mirror.packages().isEmpty()) {
                ownFixes(catalog, mirror, asked, has);
            }
            mirrors.add(new Known(mirror, !mirror.packages().isEmpty(), has));
        }
    }

    private static void hasRpm(Mirror.OfferedPackage offered, List<Remedy> asked, Set<String> has) {
        for (Remedy remedy : asked) {
            Nevra nevra = remedy.nevra();
            if (nevra != null
                    && nevra.arch().equals(offered.arch())
                    && nevra.evr().compareTo(Evr.parse(offered.version())) == 0) {
                has.add(remedy.text());
            }
        }
    }

    private static void hasDeb(Mirror.OfferedPackage offered, Map<String, List<Remedy>> asked, Set<String> has) {
        String source = offered.source() == null ? offered.name() : offered.source();
        String version = offered.sourceVersion() == null ? offered.version() : offered.sourceVersion();
        var deb = new LinuxSoftware.Deb(offered.name(), offered.version(), offered.arch(), source, version, null);
        for (Remedy remedy : asked.getOrDefault(Debs.name(deb), List.of())) {
            if (DebianVersions.compare(Debs.source(deb), remedy.version()) >= 0) {
                has.add(remedy.text());
            }
        }
        for (Remedy remedy : asked.getOrDefault(offered.name(), List.of())) {
            if (DebianVersions.compare(offered.version(), remedy.version()) >= 0) {
                has.add(remedy.text());
            }
        }
    }

    private static void ownFixes(
            CatalogSnapshot catalog, Mirror mirror, Map<String, List<Remedy>> asked, Set<String> has) {
        for (RpmAdvisory advisory : catalog.errata()) {
            if (advisory.mirror().equals(mirror.name())) {
                advisory.collections()
                        .forEach(collection -> collection.packages().forEach(fixed -> {
                            for (Remedy remedy : asked.getOrDefault(fixed.name(), List.of())) {
                                Nevra nevra = remedy.nevra();
                                Evr evr = Evr.of(fixed.epoch(), fixed.version(), fixed.release());
                                if (nevra != null && nevra.evr().compareTo(evr) == 0) {
                                    has.add(remedy.text());
                                }
                            }
                        }));
            }
        }
    }

    /** Whether the machine can get it; true where none of its mirrors tells what it has. */
    boolean offer(LinuxSoftware machine, Remedy remedy) {
        String family = remedy.kind() == Remedy.Kind.RPM ? "rpm" : "deb";
        List<Known> known = mirrors.stream()
                .filter(each -> each.mirror.family().equals(family) && !Suites.isBackports(each.mirror.name()))
                .toList();
        List<Known> named = known.stream()
                .filter(each ->
                        machine.repositories().stream().anyMatch(repository -> names(repository, each.mirror.name())))
                .toList();
        Release release = Release.of(machine);
        List<Known> speaking = !named.isEmpty()
                ? named
                : known.stream()
                        .filter(each -> release.equals(releaseOf(each.mirror)))
                        .toList();
        return speaking.stream().noneMatch(each -> each.listed)
                || speaking.stream().anyMatch(each -> each.has.contains(remedy.text()));
    }

    private static boolean names(String repository, String name) {
        return repository.equalsIgnoreCase(name)
                || (repository.contains("://") && List.of(repository.split("/")).contains(name));
    }

    private static Release releaseOf(Mirror mirror) {
        String distribution = mirror.distribution() == null ? "" : mirror.distribution();
        String release = mirror.release() == null ? "" : mirror.release();
        return Release.of(distribution, mirror.family().equals("deb") ? Suites.number(release) : release);
    }
}
