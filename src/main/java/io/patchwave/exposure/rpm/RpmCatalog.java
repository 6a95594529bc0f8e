package io.patchwave.exposure.rpm;

import io.patchwave.catalog.CatalogSnapshot;
import io.patchwave.exposure.Evaluation;
import io.patchwave.exposure.Evaluator;
import io.patchwave.exposure.linux.Release;
import io.patchwave.inventory.LinuxSoftware;
import io.patchwave.inventory.Software;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The rpm part of a catalog, by the names of packages. */
record RpmCatalog(List<Source> errata, Map<Release, List<Source>> osv, int size) implements Evaluator.Compiled {
    static RpmCatalog of(CatalogSnapshot catalog) {
        Map<String, Advisory> numbered = Advisory.number(catalog.errata(), catalog.osv());
        Map<Release, List<Source>> osv = new HashMap<>();
        for (Source source : OsvCompiler.compile(catalog.osv(), numbered)) {
            osv.computeIfAbsent(Objects.requireNonNull(source.release()), release -> new ArrayList<>())
                    .add(source);
        }
        List<Source> errata = new ErrataCompiler(catalog.mirrors(), numbered).compile(catalog.errata());
        return new RpmCatalog(errata, osv, numbered.size());
    }

    @Override
    public Evaluation evaluate(Software software) {
        LinuxSoftware host = (LinuxSoftware) software;
        Release release = Release.of(host);
        HostSources sources = HostSources.of(host, release, errata, osv);
        if (sources.isEmpty()) {
            var nothing = new Evaluation.HostUnknown("no-advisories", release.toString());
            return new Evaluation(release.toString(), List.of(), List.of(nothing), List.of());
        }
        Sum sum = new Sum(sources, size);
        walk(host, sum);
        return new Evaluation(release.toString(), sum.judgements(isLivepatched(host)), List.of(), List.of());
    }

    /** Tells the listener every pair of a looked-at package and a fix. */
    void walk(LinuxSoftware host, Walk.Listener listener) {
        HostSources sources = HostSources.of(host, Release.of(host), errata, osv);
        new Walk(host, sources, listener).over(Installed.groups(host));
    }

    /** A loaded livepatch, or a package that carries one. */
    private static boolean isLivepatched(LinuxSoftware host) {
        return !host.livepatches().isEmpty()
                || host.packages().stream()
                        .anyMatch(rpm -> rpm.nevra().startsWith("kernel-livepatch-")
                                || rpm.nevra().startsWith("kpatch-patch-"));
    }
}
