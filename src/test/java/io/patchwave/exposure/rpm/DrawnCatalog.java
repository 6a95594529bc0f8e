package io.patchwave.exposure.rpm;

import io.patchwave.catalog.CatalogSnapshot;
import io.patchwave.catalog.Mirror;
import io.patchwave.catalog.OsvAdvisory;
import io.patchwave.catalog.RpmAdvisory;
import io.patchwave.inventory.LinuxSoftware;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A small catalog that changes by chance, and hosts drawn to meet it: few names and versions, so that everything collides. */
final class DrawnCatalog {
    private static final List<String> NAMES =
            List.of("bash", "nodejs", "openssl-libs", "kernel-core", "kernel", "perf");
    private static final List<String> ARCHES = List.of("x86_64", "x86_64", "i686", "noarch");
    private static final List<String> MIRRORS =
            List.of("baseos", "baseos", "appstream", "extras", "of-nobody", "docker");
    private static final List<String> STREAMS = List.of("nodejs:16:c1", "nodejs:16:c2", "nodejs:18:c1", "perl:5.30:c1");

    private final Random random;
    private final Map<String, RpmAdvisory> errata = new TreeMap<>();
    private final Map<String, OsvAdvisory> osv = new TreeMap<>();
    private final Map<String, Mirror> mirrors = new TreeMap<>();
    private List<Mirror> mirrorList = List.of();
    private long rev;

    DrawnCatalog(Random random) {
        this.random = random;
        mirror("baseos");
        for (int i = 0; i < 12; i++) {
            change();
        }
    }

    /** One to three changes, among them none at all. */
    CatalogSnapshot next() {
        for (int i = random.nextInt(4); i > 0; i--) {
            change();
        }
        if (!mirrorList.equals(List.copyOf(mirrors.values())) || random.nextBoolean()) {
            mirrorList = List.copyOf(mirrors.values());
        }
        List<RpmAdvisory> sorted = new ArrayList<>(errata.values());
        sorted.sort(Comparator.comparing(RpmAdvisory::id).thenComparing(RpmAdvisory::mirror));
        return new CatalogSnapshot(
                rev++, List.of(), List.of(), List.of(), sorted, mirrorList, List.copyOf(osv.values()), List.of());
    }

    private void change() {
        switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> {
                RpmAdvisory drawn = erratum();
                errata.put(drawn.id() + drawn.mirror(), drawn);
            }
            case 4 -> errata.keySet().remove(String.valueOf(one(errata.keySet())));
            case 5, 6 -> {
                OsvAdvisory drawn = record();
                osv.put(drawn.id(), drawn);
            }
            case 7 -> osv.keySet().remove(String.valueOf(one(osv.keySet())));
            case 8 -> mirror(one(MIRRORS));
            default -> {
                if (random.nextInt(4) == 0) {
                    mirrors.remove(one(MIRRORS));
                } else {
                    mirrors.computeIfPresent(one(MIRRORS), (name, known) -> with(known, packages()));
                }
            }
        }
    }

    private RpmAdvisory erratum() {
        List<RpmAdvisory.PackageCollection> collections = new ArrayList<>();
        for (int i = random.nextInt(2); i >= 0; i--) {
            String[] stream = one(STREAMS).split(":");
            var module = random.nextInt(3) > 0 ? null : new RpmAdvisory.Module(stream[0], stream[1], stream[2]);
            List<RpmAdvisory.FixedPackage> packages = new ArrayList<>();
            for (int j = random.nextInt(3); j >= 0; j--) {
                String epoch = random.nextInt(4) == 0 ? null : String.valueOf(random.nextInt(2));
                String arch = random.nextInt(6) == 0 ? "src" : one(ARCHES);
                packages.add(new RpmAdvisory.FixedPackage(one(NAMES), epoch, version(), release(), arch, false));
            }
            collections.add(new RpmAdvisory.PackageCollection(module, packages));
        }
        String mirror = one(MIRRORS);
        String id = (mirror.equals("docker") ? "ALAS2DOCKER-" : "ALSA-") + random.nextInt(8);
        return new RpmAdvisory(id, mirror, "security", "t", null, null, null, List.of(), collections);
    }

    private OsvAdvisory record() {
        String ecosystem = one(List.of("AlmaLinux:8", "AlmaLinux:9", "Red Hat:rhel_eus:8.8::baseos", "Debian:11"));
        List<OsvAdvisory.Event> events = new ArrayList<>();
        events.add(new OsvAdvisory.Event(random.nextBoolean() ? "0" : evr(), null, null));
        if (random.nextInt(4) > 0) {
            String module = random.nextInt(4) == 0 ? ".module_el8" : "";
            events.add(new OsvAdvisory.Event(null, evr() + module, null));
        }
        var range = new OsvAdvisory.Range("ECOSYSTEM", events);
        var affected = new OsvAdvisory.Affected(ecosystem, one(NAMES), List.of(range), List.of(), null);
        return new OsvAdvisory(
                "ALSA-" + random.nextInt(8),
                Instant.EPOCH,
                null,
                random.nextInt(8) == 0 ? Instant.EPOCH : null,
                one(List.of("Moderate: nodejs:16 security update", "Low: bash")),
                List.of(),
                null,
                List.of(affected));
    }

    private void mirror(String name) {
        String distribution = name.equals("of-nobody") ? null : "almalinux";
        boolean modular = random.nextInt(3) == 0;
        mirrors.put(
                name,
                new Mirror(
                        name,
                        "rpm",
                        distribution,
                        distribution == null ? null : one(List.of("8", "8", "8", "9")),
                        random.nextInt(4) == 0 ? List.of() : packages(),
                        modular ? List.of(stream("nodejs", "16", "c1"), stream("nodejs", "18", "c1")) : List.of(),
                        modular ? Map.of("nodejs", "16") : Map.of()));
    }

    /** With builds that the repositories may have under those names. */
    private Mirror.ModuleStream stream(String name, String stream, String context) {
        List<String> artifacts = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            artifacts.add(one(NAMES) + "-" + evr() + "." + one(ARCHES));
        }
        return new Mirror.ModuleStream(
                name, stream, 1, context, false, List.of(Map.of("platform", List.of("el8"))), artifacts);
    }

    private static Mirror with(Mirror known, List<Mirror.OfferedPackage> packages) {
        return new Mirror(
                known.name(),
                known.family(),
                known.distribution(),
                known.release(),
                packages,
                known.modules(),
                known.defaultStreams());
    }

    private List<Mirror.OfferedPackage> packages() {
        List<Mirror.OfferedPackage> packages = new ArrayList<>();
        for (int i = random.nextInt(8); i >= 0; i--) {
            packages.add(new Mirror.OfferedPackage(one(NAMES), evr(), one(ARCHES), null, null, List.of()));
        }
        return packages;
    }

    /** A host that meets the catalog somewhere. */
    LinuxSoftware host() {
        List<LinuxSoftware.Rpm> packages = new ArrayList<>();
        Set<String> nevras = new TreeSet<>();
        for (int i = random.nextInt(9); i >= 0; i--) {
            nevras.add(one(NAMES) + "-" + evr() + "." + one(ARCHES));
        }
        for (String nevra : nevras) {
            String source = random.nextBoolean() ? null : "kernel-" + version() + "-" + release() + ".src.rpm";
            String label = nevra.startsWith("nodejs") && random.nextBoolean() ? "nodejs:16:8:c1" : null;
            packages.add(new LinuxSoftware.Rpm(nevra, source, label, null));
        }
        return new LinuxSoftware(
                "almalinux",
                one(List.of("8", "8.8", "9")),
                "x86_64",
                random.nextBoolean() ? null : version() + "-" + release() + ".x86_64",
                packages,
                List.of(),
                random.nextInt(3) == 0 ? null : List.of(one(List.of("nodejs:16", "nodejs:18", "nodejs:16:c2"))),
                random.nextInt(4) == 0 ? List.of("nodejs") : List.of(),
                one(List.of(
                        List.<String>of(), List.<String>of(), List.of("baseos", "docker"), List.of("extras", "x-eus"))),
                random.nextInt(5) == 0 ? List.of("kpatch_1") : List.of(),
                List.of());
    }

    private String evr() {
        return random.nextInt(2) + ":" + version() + "-" + release();
    }

    private String version() {
        return "1." + random.nextInt(3);
    }

    private String release() {
        return (1 + random.nextInt(2)) + ".el8";
    }

    private <T> T one(java.util.Collection<T> all) {
        List<T> list = List.copyOf(all);
        return list.isEmpty() ? null : list.get(random.nextInt(list.size()));
    }
}
