package io.patchwave.exposure.deb;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchwave.catalog.CatalogSnapshot;
import io.patchwave.catalog.DebAdvisory;
import io.patchwave.catalog.Mirror;
import io.patchwave.catalog.OsvAdvisory;
import io.patchwave.exposure.Evaluator;
import io.patchwave.exposure.Grounds;
import io.patchwave.exposure.Ruler;
import io.patchwave.exposure.linux.Projection;
import io.patchwave.inventory.LinuxSoftware;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The law of incremental work for dpkg hosts; see the one for rpm. */
class DebDifferenceProperties {
    private static final List<String> SOURCES = List.of("bash", "curl", "linux", "linux-signed-amd64", "linux-meta");
    private static final List<String> BINARIES =
            List.of("bash", "libcurl4", "linux-image-5.10.0-8-amd64", "linux-image-5.10.0-9-amd64", "linux-libc-dev");

    private final DebEvaluator evaluator = new DebEvaluator();
    private final Map<String, DebAdvisory> debian = new TreeMap<>();
    private final Map<String, OsvAdvisory> osv = new TreeMap<>();
    private List<Mirror> mirrors = List.of();

    @Property(tries = 300)
    void a_difference_says_all_that_changed(@ForAll long seed) {
        Random random = new Random(seed);
        debian.clear();
        osv.clear();
        mirrors = List.of();
        Evaluator.Compiled before = evaluator.compile(next(random, 10));
        for (int step = 0; step < 4; step++) {
            List<LinuxSoftware> hosts =
                    Stream.generate(() -> host(random)).limit(5).toList();
            CatalogSnapshot next = next(random, random.nextInt(3));
            Evaluator.Compiled after = evaluator.compile(next, before);
            Ruler older = (Ruler) before;
            Ruler newer = (Ruler) after;
            Ruler.Difference difference = newer.since(older);
            for (LinuxSoftware host : hosts) {
                Map<String, Grounds> was = Projection.of(older, host);
                Projection.assertOneBodyOfRules(after, host);
                Map<String, Grounds> is = Projection.of(newer, host);
                assertThat(after.evaluate(host))
                        .isEqualTo(evaluator.compile(next).evaluate(host));
                if (after == before) {
                    assertThat(is).isEqualTo(was);
                }
                if (difference != null) {
                    assertThat(difference.touches(host) || is.equals(was)).isTrue();
                    was.keySet().removeAll(difference.keys());
                    was.putAll(Projection.of(newer, difference, host));
                    assertThat(is).isEqualTo(was);
                    assertThat(newer.rule(host, (group, why) -> {})).isEqualTo(older.rule(host, (group, why) -> {}));
                }
            }
            before = after;
        }
    }

    private CatalogSnapshot next(Random random, int changes) {
        for (int i = 0; i < changes; i++) {
            String id = "DSA-" + random.nextInt(6);
            switch (random.nextInt(6)) {
                case 0, 1, 2 -> debian.put(id, advisory(random, id));
                case 3 -> debian.remove(id);
                case 4 -> osv.put(id, entry(random, id));
                default -> {
                    if (random.nextInt(4) == 0) {
                        mirrors = List.of(mirror(random));
                    } else {
                        osv.remove(id);
                    }
                }
            }
        }
        return new CatalogSnapshot(
                1,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                mirrors,
                List.copyOf(osv.values()),
                List.copyOf(debian.values()));
    }

    private static DebAdvisory advisory(Random random, String id) {
        List<DebAdvisory.SourceFix> fixes = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            String version =
                    random.nextInt(5) == 0 ? one(random, List.of("<unfixed>", "<end-of-life>", "x")) : version(random);
            fixes.add(new DebAdvisory.SourceFix(
                    one(random, List.of("bullseye", "bullseye", "buster")),
                    one(random, List.of("bash", "curl", "linux")),
                    version));
        }
        return new DebAdvisory(id, "t", null, List.of(), fixes);
    }

    private static OsvAdvisory entry(Random random, String id) {
        List<OsvAdvisory.Event> events = new ArrayList<>(List.of(new OsvAdvisory.Event("0", null, null)));
        if (random.nextInt(4) > 0) {
            events.add(new OsvAdvisory.Event(null, version(random), null));
        }
        var affected = new OsvAdvisory.Affected(
                one(random, List.of("Debian:11", "Ubuntu:22.04:LTS", "Ubuntu:Pro:22.04:LTS", "AlmaLinux:8")),
                one(random, List.of("bash", "curl", "linux")),
                List.of(new OsvAdvisory.Range("ECOSYSTEM", events)),
                List.of(),
                null);
        return new OsvAdvisory(id, Instant.EPOCH, null, null, "s", List.of(), null, List.of(affected));
    }

    private static Mirror mirror(Random random) {
        var offered = new Mirror.OfferedPackage("bash", version(random), "amd64", "bash", version(random), List.of());
        return new Mirror("main", "deb", "debian", "bullseye", List.of(offered), List.of(), Map.of());
    }

    private static LinuxSoftware host(Random random) {
        List<LinuxSoftware.Deb> debs = new ArrayList<>();
        for (int i = random.nextInt(7); i >= 0; i--) {
            String version = version(random);
            debs.add(new LinuxSoftware.Deb(
                    one(random, BINARIES),
                    version,
                    "amd64",
                    one(random, SOURCES),
                    version,
                    one(
                            random,
                            java.util.Arrays.asList(null, null, "hold ok installed", "deinstall ok config-files"))));
        }
        boolean debian = random.nextInt(3) > 0;
        return new LinuxSoftware(
                debian ? "debian" : "ubuntu",
                debian ? "11" : "22.04",
                "amd64",
                one(random, java.util.Arrays.asList(null, "5.10.0-8-amd64", "5.10.0-9-amd64")),
                List.of(),
                debs.stream().distinct().toList(),
                null,
                List.of(),
                random.nextBoolean() ? List.of() : List.of("main"),
                random.nextInt(4) == 0 ? List.of("klp_1") : List.of(),
                random.nextBoolean() ? List.of() : List.of("esm-infra"));
    }

    private static String version(Random random) {
        return "5.1" + random.nextInt(3) + "-" + random.nextInt(3);
    }

    private static <T> T one(Random random, List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
