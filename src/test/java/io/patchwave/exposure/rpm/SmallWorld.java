package io.patchwave.exposure.rpm;

import io.patchwave.catalog.CatalogSnapshot;
import io.patchwave.catalog.Mirror;
import io.patchwave.catalog.OsvAdvisory;
import io.patchwave.catalog.RpmAdvisory;
import io.patchwave.exposure.Evaluation;
import io.patchwave.exposure.Judgement;
import io.patchwave.exposure.Verdict;
import io.patchwave.inventory.LinuxSoftware;
import io.patchwave.version.Evr;
import io.patchwave.version.Nevra;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A catalog of a few errata and one AlmaLinux 8 host, made by hand. */
final class SmallWorld {
    private final List<RpmAdvisory> errata = new ArrayList<>();
    private final List<OsvAdvisory> osv = new ArrayList<>();
    private final List<Mirror.OfferedPackage> offered = new ArrayList<>();
    private final List<Mirror.ModuleStream> streams = new ArrayList<>();
    private final Map<String, String> defaults = new HashMap<>();
    private final List<LinuxSoftware.Rpm> installed = new ArrayList<>();
    private final List<String> disabled = new ArrayList<>();
    private final List<String> repositories = new ArrayList<>();
    private final List<String> livepatches = new ArrayList<>();
    private @Nullable List<String> modules = new ArrayList<>();
    private @Nullable String runningKernel;
    private String distribution = "almalinux";
    private String version = "8.9";

    SmallWorld advisory(String id, String... fixed) {
        return advisoryIn("baseos", id, null, fixed);
    }

    /** @param module {@code name:stream:context}, or null */
    SmallWorld advisoryIn(String mirror, String id, @Nullable String module, String... fixed) {
        List<RpmAdvisory.FixedPackage> packages = new ArrayList<>();
        for (String text : fixed) {
            boolean epochless = text.startsWith("?");
            Nevra nevra = Objects.requireNonNull(Nevra.parse(epochless ? text.substring(1) : text));
            Evr evr = nevra.evr();
            packages.add(new RpmAdvisory.FixedPackage(
                    nevra.name(),
                    epochless ? null : Long.toString(evr.epoch()),
                    evr.version(),
                    evr.release(),
                    nevra.arch(),
                    false));
        }
        String[] parts = module == null ? new String[0] : module.split(":");
        var named = module == null ? null : new RpmAdvisory.Module(parts[0], parts[1], parts[2]);
        errata.add(new RpmAdvisory(
                id,
                mirror,
                "security",
                id,
                "Important",
                null,
                null,
                List.of(),
                List.of(new RpmAdvisory.PackageCollection(named, packages))));
        return this;
    }

    SmallWorld osv(String id, String ecosystem, String summary, String name, String... events) {
        List<OsvAdvisory.Event> read = new ArrayList<>();
        for (String event : events) {
            String[] parts = event.split("=", 2);
            read.add(
                    switch (parts[0]) {
                        case "fixed" -> new OsvAdvisory.Event(null, parts[1], null);
                        case "last" -> new OsvAdvisory.Event(null, null, parts[1]);
                        default -> new OsvAdvisory.Event(parts[1], null, null);
                    });
        }
        var range = new OsvAdvisory.Range("ECOSYSTEM", read);
        var affected = new OsvAdvisory.Affected(ecosystem, name, List.of(range), List.of(), null);
        return osv(new OsvAdvisory(id, Instant.EPOCH, null, null, summary, List.of(), null, List.of(affected)));
    }

    SmallWorld osv(OsvAdvisory advisory) {
        osv.add(advisory);
        return this;
    }

    SmallWorld offers(String... nevras) {
        for (String text : nevras) {
            Nevra nevra = Objects.requireNonNull(Nevra.parse(text));
            offered.add(new Mirror.OfferedPackage(
                    nevra.name(), nevra.evr().toString(), nevra.arch(), null, null, List.of()));
        }
        return this;
    }

    /** @param obsoletes {@code curl < 0:99} */
    SmallWorld offersReplacing(String nevra, String obsoletes) {
        Nevra by = Objects.requireNonNull(Nevra.parse(nevra));
        offered.add(
                new Mirror.OfferedPackage(by.name(), by.evr().toString(), by.arch(), null, null, List.of(obsoletes)));
        return this;
    }

    /** @param requires {@code module:stream}, or null for the platform alone */
    SmallWorld stream(String name, String stream, String context, @Nullable String requires, String... artifacts) {
        Map<String, List<String>> map = new HashMap<>(Map.of("platform", List.of("el8")));
        if (requires != null) {
            String[] parts = requires.split(":");
            map.put(parts[0], List.of(parts[1]));
        }
        streams.add(new Mirror.ModuleStream(name, stream, 1, context, false, List.of(map), List.of(artifacts)));
        return this;
    }

    SmallWorld defaultStream(String module, String stream) {
        defaults.put(module, stream);
        return this;
    }

    SmallWorld installed(String... nevras) {
        for (String nevra : nevras) {
            installed.add(new LinuxSoftware.Rpm(nevra, null, null, null));
        }
        return this;
    }

    SmallWorld installedFrom(String sourceRpm, String... nevras) {
        for (String nevra : nevras) {
            installed.add(new LinuxSoftware.Rpm(nevra, sourceRpm, null, null));
        }
        return this;
    }

    SmallWorld installedOfModule(String label, String nevra) {
        installed.add(new LinuxSoftware.Rpm(nevra, null, label, null));
        return this;
    }

    SmallWorld enabled(String... texts) {
        modules = new ArrayList<>(List.of(texts));
        return this;
    }

    SmallWorld withoutModuleState() {
        modules = null;
        return this;
    }

    SmallWorld disabled(String module) {
        disabled.add(module);
        return this;
    }

    SmallWorld running(String uname) {
        runningKernel = uname;
        return this;
    }

    SmallWorld livepatch(String name) {
        livepatches.add(name);
        return this;
    }

    SmallWorld host(String id, String versionId) {
        distribution = id;
        version = versionId;
        return this;
    }

    SmallWorld repositories(String... names) {
        repositories.addAll(List.of(names));
        return this;
    }

    Evaluation evaluation() {
        var mirror = new Mirror("baseos", "rpm", "almalinux", "8", offered, streams, defaults);
        var catalog = new CatalogSnapshot(1, List.of(), List.of(), List.of(), errata, List.of(mirror), osv, List.of());
        return new RpmEvaluator().compile(catalog).evaluate(software());
    }

    LinuxSoftware software() {
        return new LinuxSoftware(
                distribution,
                version,
                "x86_64",
                runningKernel,
                installed,
                List.of(),
                modules,
                disabled,
                repositories,
                livepatches,
                List.of());
    }

    /** The judgement of that advisory; null where it does not concern the host. */
    @Nullable Judgement judgement(String id) {
        return evaluation().judgements().stream()
                .filter(each -> each.group().equals(id))
                .findFirst()
                .orElse(null);
    }

    Verdict verdict(String id) {
        Judgement judgement = judgement(id);
        return judgement == null ? Verdict.UNAFFECTED : judgement.verdict();
    }

    @Nullable String reason(String id) {
        Judgement judgement = judgement(id);
        return judgement == null ? null : judgement.reason();
    }
}
