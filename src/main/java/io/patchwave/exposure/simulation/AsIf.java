package io.patchwave.exposure.simulation;

import io.patchwave.inventory.LinuxSoftware;
import io.patchwave.inventory.Software;
import io.patchwave.inventory.WindowsSoftware;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Machines as they would be with remedies installed, told by what their next inventory would show. A remedy that does not fit
 * the machine changes nothing. Pure.
 */
public final class AsIf {
    private AsIf() {}

    /**
     * The machine with these installed. Updates of Windows are listed; on 10.0 they then wait for the reboot that makes them
     * true. An rpm replaces the older one of its name and architecture, a kernel comes beside it. A deb replaces the binaries of
     * its source; a new kernel is another package beside the old one.
     */
    public static Software installed(Software software, Collection<Remedy> remedies) {
        if (software instanceof WindowsSoftware windows) {
            return listed(
                    windows,
                    remedies.stream()
                            .filter(remedy -> remedy.kind() == Remedy.Kind.UPDATE)
                            .map(Remedy::text)
                            .toList());
        }
        LinuxSoftware linux = (LinuxSoftware) software;
        List<LinuxSoftware.Rpm> packages = linux.packages();
        List<LinuxSoftware.Deb> debs = linux.debs();
        for (Remedy remedy : remedies) {
            if (remedy.kind() == Remedy.Kind.RPM) {
                packages = Rpms.with(packages, remedy);
            } else if (remedy.kind() == Remedy.Kind.DEB) {
                debs = Debs.with(debs, remedy);
            }
        }
        return packages == linux.packages() && debs == linux.debs()
                ? linux
                : with(linux, linux.runningKernel(), packages, debs);
    }

    /** The machine with other packages. */
    static LinuxSoftware with(
            LinuxSoftware machine,
            @Nullable String runningKernel,
            List<LinuxSoftware.Rpm> packages,
            List<LinuxSoftware.Deb> debs) {
        return new LinuxSoftware(
                machine.distribution(),
                machine.versionId(),
                machine.architecture(),
                runningKernel,
                packages,
                debs,
                machine.modules(),
                machine.disabledModules(),
                machine.repositories(),
                machine.livepatches(),
                machine.subscriptions());
    }

    /** The machine as if it listed these updates too; itself where it does already. */
    static WindowsSoftware listed(WindowsSoftware machine, Collection<String> kbs) {
        return machine.hotfixes().containsAll(kbs) ? machine : machine.listing(kbs);
    }

    /** Whether it fits as far as the machine's own lists tell; what catalogs tell is asked elsewhere. */
    public static Fit fit(Software software, Remedy remedy) {
        if (software instanceof WindowsSoftware windows) {
            if (remedy.kind() != Remedy.Kind.UPDATE) {
                return Fit.OTHER_SYSTEM;
            }
            return windows.hotfixes().contains(remedy.text()) ? Fit.ALREADY_INSTALLED : Fit.FITS;
        }
        LinuxSoftware linux = (LinuxSoftware) software;
        return switch (remedy.kind()) {
            case UPDATE -> Fit.OTHER_SYSTEM;
            case RPM -> Rpms.fit(linux.packages(), remedy);
            case DEB -> Debs.fit(linux.debs(), remedy);
        };
    }
}
