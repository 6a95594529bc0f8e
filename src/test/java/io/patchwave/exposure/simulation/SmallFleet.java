package io.patchwave.exposure.simulation;

import io.patchwave.catalog.CatalogSnapshot;
import io.patchwave.catalog.DebAdvisory;
import io.patchwave.catalog.HistoryLine;
import io.patchwave.catalog.Mirror;
import io.patchwave.catalog.RpmAdvisory;
import io.patchwave.catalog.WindowsStatement;
import io.patchwave.catalog.WindowsStatement.AffectedProduct;
import io.patchwave.catalog.WindowsStatement.VendorFix;
import io.patchwave.exposure.FleetHost;
import io.patchwave.inventory.LinuxSoftware;
import io.patchwave.inventory.Software;
import io.patchwave.inventory.WindowsSoftware;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;

/** A hand-made catalog and hand-made machines. */
public final class SmallFleet {
    public static final String SERVER = "Windows Server 2012 R2";
    public static final String WINDOWS_7 = "Windows 7 for x64-based Systems Service Pack 1";
    public static final String SERVER_2022 = "Windows Server 2022";

    private final List<WindowsStatement> statements = new ArrayList<>();
    private final List<HistoryLine> history = new ArrayList<>();
    private final List<RpmAdvisory> errata = new ArrayList<>();
    private final List<Mirror> mirrors = new ArrayList<>();
    private final List<DebAdvisory> debian = new ArrayList<>();

    /** An erratum of AlmaLinux 8 that fixes these builds. */
    public SmallFleet erratum(String id, String... nevras) {
        List<RpmAdvisory.FixedPackage> packages = Arrays.stream(nevras)
                .map(text -> {
                    var nevra = io.patchwave.version.Nevra.parse(text);
                    return new RpmAdvisory.FixedPackage(
                            nevra.name(),
                            String.valueOf(nevra.evr().epoch()),
                            nevra.evr().version(),
                            nevra.evr().release(),
                            nevra.arch(),
                            false);
                })
                .toList();
        errata.add(new RpmAdvisory(
                id,
                "alma8",
                "security",
                id,
                "Important",
                null,
                null,
                List.of(),
                List.of(new RpmAdvisory.PackageCollection(null, packages))));
        return this;
    }

    /** What the mirror of AlmaLinux 8 has; nothing: it does not tell. */
    public SmallFleet mirror(String... nevras) {
        List<Mirror.OfferedPackage> packages = Arrays.stream(nevras)
                .map(text -> {
                    var nevra = io.patchwave.version.Nevra.parse(text);
                    return new Mirror.OfferedPackage(
                            nevra.name(), nevra.evr().toString(), nevra.arch(), null, null, List.of());
                })
                .toList();
        mirrors.add(new Mirror("alma8", "rpm", "almalinux", "8", packages, List.of(), Map.of()));
        return this;
    }

    public SmallFleet dsa(String id, String source, String version) {
        debian.add(new DebAdvisory(
                id, id, null, List.of(), List.of(new DebAdvisory.SourceFix("bookworm", source, version))));
        return this;
    }

    public SmallFleet rollups(String product, String... kbs) {
        Arrays.stream(kbs).forEach(kb -> history.add(new HistoryLine(product, "SP1", "rollup", null, kb)));
        return this;
    }

    public SmallFleet cumulative(String product, String build, int revision, String kb) {
        history.add(new HistoryLine(product, build, "rollup", revision, kb));
        return this;
    }

    public SmallFleet cve(String document, String cve, VendorFix... fixes) {
        List<AffectedProduct> products = Arrays.stream(fixes)
                .flatMap(fix -> fix.products().stream())
                .distinct()
                .map(name -> new AffectedProduct(name, "Critical"))
                .toList();
        Instant released = Instant.parse("2019-10-03T07:00:00Z");
        statements.add(new WindowsStatement(document, released, cve, cve, products, List.of(fixes), null));
        return this;
    }

    public static VendorFix fix(String kb, String subType, String... products) {
        return new VendorFix(kb, subType, null, List.of(), List.of(products));
    }

    public static VendorFix built(String kb, String fixedBuild, String... products) {
        return new VendorFix(kb, "Security Update", fixedBuild, List.of(), List.of(products));
    }

    public CatalogSnapshot catalog() {
        if (mirrors.isEmpty()) {
            mirror();
        }
        return new CatalogSnapshot(1, statements, history, List.of(), errata, mirrors, List.of(), debian);
    }

    public static LinuxSoftware alma(String runningKernel, String... nevras) {
        List<LinuxSoftware.Rpm> packages = Arrays.stream(nevras)
                .sorted()
                .map(nevra -> new LinuxSoftware.Rpm(nevra, null, null, null))
                .toList();
        return new LinuxSoftware(
                "almalinux",
                "8",
                "x86_64",
                runningKernel,
                packages,
                List.of(),
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    public static LinuxSoftware debian(String runningKernel, LinuxSoftware.Deb... debs) {
        return new LinuxSoftware(
                "debian",
                "12",
                "amd64",
                runningKernel,
                List.of(),
                List.of(debs),
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    public static LinuxSoftware.Deb deb(String name, String version, String source, String sourceVersion) {
        return new LinuxSoftware.Deb(name, version, "amd64", source, sourceVersion, null);
    }

    public static WindowsSoftware server2012R2(String... kbs) {
        return windows("Microsoft Windows Server 2012 R2 Standard", 9600, null, 0, kbs);
    }

    public static WindowsSoftware windows7(String... kbs) {
        return windows("Microsoft Windows 7 Enterprise", 7601, null, 1, kbs);
    }

    public static WindowsSoftware server2022(int revision, String... kbs) {
        return windows("Microsoft Windows Server 2022 Standard", 20348, revision, 0, kbs);
    }

    private static WindowsSoftware windows(String caption, int build, Integer revision, int pack, String... kbs) {
        return new WindowsSoftware(
                caption,
                null,
                build,
                revision,
                null,
                null,
                null,
                caption.contains("Server") ? "server" : "workstation",
                pack,
                "x64",
                false,
                List.copyOf(new TreeSet<>(List.of(kbs))),
                null,
                null,
                List.of());
    }

    /** So many hosts with that software. */
    static FleetCases.Case hosts(int count, Software software, String... locks) {
        List<FleetHost> hosts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            hosts.add(new FleetHost(UUID.randomUUID(), "host-" + i, 1L, null, false, List.of(locks)));
        }
        return new FleetCases.Case(software, hosts);
    }
}
