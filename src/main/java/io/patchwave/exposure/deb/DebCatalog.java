package io.patchwave.exposure.deb;

import io.patchwave.catalog.CatalogSnapshot;
import io.patchwave.catalog.DebAdvisory;
import io.patchwave.catalog.OsvAdvisory;
import io.patchwave.exposure.Evaluation;
import io.patchwave.exposure.Evaluator;
import io.patchwave.exposure.linux.OsvRange;
import io.patchwave.exposure.linux.Release;
import io.patchwave.exposure.linux.Weight;
import io.patchwave.inventory.LinuxSoftware;
import io.patchwave.inventory.Software;
import io.patchwave.version.DebianVersions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The dpkg part of a catalog.
 *
 * @param fixes release → source package → what advisories say of it
 */
record DebCatalog(Map<Release, Map<String, List<SourceFix>>> fixes, List<DebOffers> archives)
        implements Evaluator.Compiled {
    static DebCatalog of(CatalogSnapshot catalog) {
        Map<Release, Map<String, List<SourceFix>>> fixes = new HashMap<>();
        Set<String> listed = new HashSet<>();
        for (DebAdvisory advisory : catalog.debian()) {
            listed.add(advisory.id());
            for (DebAdvisory.SourceFix line : advisory.fixes()) {
                SourceFix fix = read(advisory.id(), line);
                if (fix != null) {
                    Release release = Release.of("debian", Suites.number(line.release()));
                    put(fixes, release, line.source(), fix);
                }
            }
        }
        for (OsvAdvisory advisory : catalog.osv()) {
            if (advisory.withdrawn() == null
                    && !listed.contains(advisory.id())
                    && !advisory.id().startsWith("LSN-")) {
                addOsv(fixes, advisory);
            }
        }
        List<DebOffers> archives = catalog.mirrors().stream()
                .filter(mirror -> mirror.family().equals("deb"))
                .map(DebOffers::of)
                .toList();
        return new DebCatalog(fixes, archives);
    }

    @Override
    public Evaluation evaluate(Software software) {
        LinuxSoftware host = (LinuxSoftware) software;
        Release release = Release.of(host);
        Map<String, List<SourceFix>> ofRelease = fixes.get(release);
        if (ofRelease == null) {
            var nothing = new Evaluation.HostUnknown("no-advisories", release.toString());
            return new Evaluation(release.toString(), List.of(), List.of(nothing), List.of());
        }
        DebSum sum = new DebSum(host, DebOffers.of(host, archives));
        for (InstalledSource source : InstalledSource.of(host)) {
            for (SourceFix fix : ofRelease.getOrDefault(source.name(), List.of())) {
                sum.add(source, fix);
            }
        }
        return new Evaluation(release.toString(), sum.judgements(), List.of(), List.of());
    }

    /** A version, or a word in its place (D5); null where the line says nothing of the kind. */
    private static @Nullable SourceFix read(String advisory, DebAdvisory.SourceFix line) {
        String version = line.version();
        OsvRange<String> everything = new OsvRange<>(null, null, null);
        return switch (version) {
            case "<unfixed>" -> new SourceFix(advisory, "deb", List.of(everything), Weight.NO_REMEDY, null, false);
            case "<end-of-life>" ->
                new SourceFix(advisory, "deb", List.of(everything), Weight.UNSUPPORTED, null, false);
            default ->
                version.isEmpty() || !Character.isDigit(version.charAt(0))
                        ? null
                        : new SourceFix(
                                advisory,
                                "deb",
                                List.of(new OsvRange<>(null, version, null)),
                                Weight.NO_REMEDY,
                                null,
                                false);
        };
    }

    private static void addOsv(Map<Release, Map<String, List<SourceFix>>> fixes, OsvAdvisory advisory) {
        for (OsvAdvisory.Affected affected : advisory.affected()) {
            OsvEcosystem ecosystem = OsvEcosystem.of(affected);
            if (ecosystem != null) {
                List<OsvRange<String>> ranges = OsvRange.of(affected, Function.identity(), DebianVersions::compare);
                SourceFix fix = new SourceFix(
                        advisory.id(),
                        "osv",
                        ranges,
                        Weight.NO_REMEDY,
                        ecosystem.subscription(),
                        ecosystem.onlySubscribed());
                put(fixes, ecosystem.release(), affected.name(), fix);
            }
        }
    }

    private static void put(
            Map<Release, Map<String, List<SourceFix>>> fixes, Release release, String source, SourceFix fix) {
        fixes.computeIfAbsent(release, key -> new HashMap<>())
                .computeIfAbsent(source, key -> new ArrayList<>(2))
                .add(fix);
    }
}
