package io.patchwave.exposure.simulation;

import io.patchwave.catalog.CatalogSnapshot;
import io.patchwave.catalog.DebAdvisory;
import io.patchwave.catalog.OsvAdvisory;
import io.patchwave.catalog.RpmAdvisory;
import io.patchwave.inventory.LinuxSoftware;
import io.patchwave.inventory.Software;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * What of a Linux machine plays a part in a question: packages that the advisories in question name. Twenty thousand different
 * machines have few different versions of a few packages, so that few have to be ruled on, and each quickly. Windows machines
 * are short anyway and stay whole.
 *
 * @param advisories those in question
 * @param names of packages and sources that they name
 * @param whole whether machines with debs stay whole: a binary's name was given, which tells no source
 * @param linuxes whether kernels of debs are among the names
 */
record Relevance(Set<String> advisories, Set<String> names, boolean whole, boolean linuxes) {
    private static final Pattern SIBLINGS = Pattern.compile("^(bpftool|perf|python3?-perf|rtla|rv|libperf)-");

    /** For advisories that are asked for, and for all that name a package of the remedies. */
    static Relevance of(CatalogSnapshot catalog, Collection<Remedy> remedies, Set<String> asked) {
        Set<String> touched = new HashSet<>();
        Set<String> binaries = new HashSet<>();
        for (Remedy remedy : remedies) {
            if (remedy.kind() != Remedy.Kind.UPDATE) {
                touched.add(remedy.name());
            }
            if (remedy.kind() == Remedy.Kind.DEB) {
                binaries.add(remedy.name());
            }
        }
        Set<String> advisories = new HashSet<>(asked);
        Set<String> names = new HashSet<>(touched);
        each(catalog, (id, named) -> {
            Set<String> all = new HashSet<>();
            named.accept(all::add);
            if (asked.contains(id) || all.stream().anyMatch(touched::contains)) {
                advisories.add(id);
                names.addAll(all);
                binaries.removeAll(all);
            }
        });
        boolean linuxes = names.stream().anyMatch(name -> name.startsWith("linux"));
        return new Relevance(advisories, names, !binaries.isEmpty(), linuxes);
    }

    @FunctionalInterface
    private interface Visitor {
        void visit(String advisory, Consumer<Consumer<String>> names);
    }

    private static void each(CatalogSnapshot catalog, Visitor visitor) {
        for (RpmAdvisory advisory : catalog.errata()) {
            visitor.visit(
                    advisory.id(),
                    names -> advisory.collections()
                            .forEach(collection -> collection.packages().forEach(fixed -> names.accept(fixed.name()))));
        }
        for (OsvAdvisory advisory : catalog.osv()) {
            visitor.visit(
                    advisory.id(), names -> advisory.affected().forEach(affected -> names.accept(affected.name())));
        }
        for (DebAdvisory advisory : catalog.debian()) {
            visitor.visit(advisory.id(), names -> advisory.fixes().forEach(fix -> names.accept(fix.source())));
        }
    }

    /** Whether some advisory in question names the package or source. */
    boolean names(String name) {
        return names.contains(name);
    }

    /** Whether an rpm of that name may be part of a machine's part. */
    boolean mayMatter(String rpm) {
        return names.contains(rpm)
                || rpm.startsWith("kernel")
                || rpm.startsWith("kpatch-patch")
                || rpm.startsWith("openEuler-release");
    }

    /**
     * The machine's part; what decides beside the packages themselves stays: livepatches, the release, and its kernels where
     * something that is built with them plays a part.
     */
    Software partOf(Software software) {
        if (!(software instanceof LinuxSoftware linux)) {
            return software;
        }
        List<LinuxSoftware.Rpm> packages =
                linux.packages().stream().filter(this::matters).toList();
        boolean kernels = linuxes || packages.stream().anyMatch(Relevance::isOfKernel);
        if (kernels) {
            packages = linux.packages().stream()
                    .filter(rpm -> rpm.nevra().startsWith("kernel") || matters(rpm))
                    .toList();
        }
        List<LinuxSoftware.Deb> debs = whole
                ? linux.debs()
                : linux.debs().stream()
                        .filter(deb -> names.contains(deb.source())
                                || names.contains(Debs.name(deb))
                                || (linuxes && deb.source().startsWith("linux")))
                        .toList();
        return AsIf.with(linux, kernels || whole ? linux.runningKernel() : null, packages, debs);
    }

    /** Built from the running kernel's source it is judged by the running kernel too. */
    private static boolean isOfKernel(LinuxSoftware.Rpm rpm) {
        String source = rpm.sourceRpm();
        return rpm.nevra().startsWith("kernel")
                || (source != null && source.startsWith("kernel"))
                || SIBLINGS.matcher(rpm.nevra()).find();
    }

    private boolean matters(LinuxSoftware.Rpm rpm) {
        String nevra = rpm.nevra();
        int release = nevra.lastIndexOf('-');
        int version = release < 1 ? -1 : nevra.lastIndexOf('-', release - 1);
        return version < 1
                || nevra.startsWith("kernel-livepatch-")
                || nevra.startsWith("kpatch-patch-")
                || nevra.startsWith("openEuler-release-")
                || names.contains(nevra.substring(0, version));
    }
}
