package io.patchwave.exposure.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchwave.catalog.CatalogSnapshot;
import io.patchwave.catalog.ImportGuard;
import io.patchwave.catalog.Mirror;
import io.patchwave.catalog.OsvAdvisory;
import io.patchwave.catalog.RpmAdvisory;
import io.patchwave.catalog.RpmAdvisory.FixedPackage;
import io.patchwave.catalog.RpmAdvisory.PackageCollection;
import io.patchwave.catalog.WindowsStatement;
import io.patchwave.exposure.Evaluator;
import io.patchwave.exposure.PresentCatalog;
import io.patchwave.exposure.deb.DebEvaluator;
import io.patchwave.exposure.rpm.RpmEvaluator;
import io.patchwave.exposure.windows.WindowsEvaluator;
import io.patchwave.inventory.LinuxSoftware;
import io.patchwave.inventory.Software;
import io.patchwave.inventory.WindowsSoftware;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** A guard with the real evaluators over a made-up fleet, and small catalogs for it. */
class GuardWorld implements Fleet {
    static final Mirror ALMA = mirror("alma", "8");

    private static final List<Evaluator> EVALUATORS =
            List.of(new WindowsEvaluator(), new RpmEvaluator(), new DebEvaluator());

    private final List<Software> sets = new ArrayList<>();
    private final Map<Long, Long> weights = new HashMap<>();
    private boolean answered;
    int asked;

    /** So many hosts with that software. */
    GuardWorld with(Software software, long hosts) {
        sets.add(software);
        weights.put((long) sets.size(), hosts);
        return this;
    }

    /** By differences over the answers that are there, and by asking everybody twice: the same. */
    ImportGuard.Decision judge(CatalogSnapshot before, CatalogSnapshot after) {
        answered = true;
        ImportGuard.Decision decision = judged(before, after);
        answered = false;
        ImportGuard.Decision asked = judged(before, after);
        if (!decision.reason().contains("could not be told")) {
            assertThat(decision).isEqualTo(asked);
        }
        return decision;
    }

    private ImportGuard.Decision judged(CatalogSnapshot before, CatalogSnapshot after) {
        return new CatalogGuard(this, EVALUATORS, 30, 5)
                .judge(new ImportGuard.Difference(List.of(), List.of(), List.of(), before, () -> after));
    }

    @Override
    public Evaluator.Compiled compiled(Evaluator evaluator, CatalogSnapshot present) {
        return evaluator.compile(present);
    }

    @Override
    public Map<Long, Long> weights() {
        asked++;
        return weights;
    }

    @Override
    public PresentCatalog.Held held(CatalogSnapshot present) {
        List<Evaluator.Compiled> compiled =
                EVALUATORS.stream().map(evaluator -> evaluator.compile(present)).toList();
        Map<String, Integer> numbers = new HashMap<>();
        return (set, visitor) -> {
            Software software = sets.get((int) (set - 1));
            for (int i = 0; answered && i < compiled.size(); i++) {
                Evaluator.Compiled world = compiled.get(i);
                if (EVALUATORS.get(i).judges(software)) {
                    world.rule(
                            software,
                            (group, grounds) -> visitor.visit(
                                    numbers.computeIfAbsent(
                                            world.groups().get(group).key(), key -> numbers.size()),
                                    world.groups().get(group),
                                    grounds.verdict()));
                }
            }
            return answered;
        };
    }

    @Override
    public void forEach(Map<Long, Long> all, Consumer<Iterable<Share>> taker) {
        all.forEach((id, hosts) -> taker.accept(List.of(new Share(id, sets.get((int) (id - 1)), hosts))));
    }

    static Software alma(String... nevras) {
        return new LinuxSoftware(
                "almalinux",
                "8",
                "x86_64",
                null,
                List.of(nevras).stream()
                        .map(nevra -> new LinuxSoftware.Rpm(nevra, null, null, null))
                        .toList(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    static Software windows(String... kbs) {
        return new WindowsSoftware(
                "Microsoft Windows Server 2012 R2 Standard",
                "6.3.9600",
                9600,
                null,
                null,
                null,
                null,
                "server",
                0,
                "x64",
                false,
                List.of(kbs),
                null,
                null,
                List.of());
    }

    static Mirror mirror(String name, String release) {
        return new Mirror(name, "rpm", "almalinux", release, List.of(), List.of(), Map.of());
    }

    static CatalogSnapshot rpm(List<RpmAdvisory> errata) {
        return new CatalogSnapshot(1, List.of(), List.of(), List.of(), errata, List.of(ALMA), List.of(), List.of());
    }

    static CatalogSnapshot rpm(List<RpmAdvisory> errata, Mirror mirror) {
        return new CatalogSnapshot(1, List.of(), List.of(), List.of(), errata, List.of(mirror), List.of(), List.of());
    }

    static CatalogSnapshot osv(List<OsvAdvisory> records) {
        return new CatalogSnapshot(1, List.of(), List.of(), List.of(), List.of(), List.of(ALMA), records, List.of());
    }

    static CatalogSnapshot months(List<WindowsStatement> statements) {
        return new CatalogSnapshot(1, statements, List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
    }

    static RpmAdvisory erratum(String id, String title, FixedPackage... packages) {
        return new RpmAdvisory(
                id,
                "alma",
                "security",
                title,
                "Important",
                Instant.EPOCH,
                null,
                List.of(),
                List.of(new PackageCollection(null, List.of(packages))));
    }

    static FixedPackage fixed(String name, String epoch, String version) {
        return new FixedPackage(name, epoch, version, "1.el8", "x86_64", false);
    }

    /** Twenty errata, each of its own package {@code package0} to {@code package19}, fixed in 1:2.0. */
    static List<RpmAdvisory> twenty(String epoch) {
        return IntStream.range(0, 20)
                .mapToObj(i -> erratum("ALSA-2024:%04d".formatted(i), "text", fixed("package" + i, epoch, "2.0")))
                .toList();
    }

    static OsvAdvisory record(String id, String name, Instant withdrawn) {
        var events = List.of(new OsvAdvisory.Event("0", null, null), new OsvAdvisory.Event(null, "1:2.0-1.el8", null));
        return new OsvAdvisory(
                id,
                Instant.EPOCH,
                Instant.EPOCH,
                withdrawn,
                "text",
                List.of(),
                null,
                List.of(new OsvAdvisory.Affected(
                        "AlmaLinux:8", name, List.of(new OsvAdvisory.Range("ECOSYSTEM", events)), List.of(), null)));
    }

    static WindowsStatement statement(String cve, String kb) {
        String product = "Windows Server 2012 R2";
        return new WindowsStatement(
                "2024-Jan",
                Instant.parse("2024-01-09T08:00:00Z"),
                cve,
                "text",
                List.of(new WindowsStatement.AffectedProduct(product, "Critical")),
                List.of(new WindowsStatement.VendorFix(kb, "Monthly Rollup", null, List.of(), List.of(product))),
                null);
    }
}
