package io.patchwave.inventory;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Software taken apart into the things that sets share: a header (all that is said once, with the short lists) and the long
 * lists, in canonical order.
 *
 * @param header the software with its long lists empty; null programs stay null
 * @param lists packages and debs, or hotfixes, programs and files
 */
record SoftwareParts(Software header, List<List<?>> lists) {
    static SoftwareParts of(Software software) {
        if (software instanceof WindowsSoftware windows) {
            var programs = windows.programs();
            return new SoftwareParts(
                    windows(windows, List.of(), programs == null ? null : List.of(), List.of()),
                    List.of(
                            SoftwareOrder.of(windows.hotfixes(), Comparator.<String>naturalOrder()),
                            programs == null ? List.of() : SoftwareOrder.of(programs, SoftwareOrder.PROGRAMS),
                            SoftwareOrder.of(windows.files(), SoftwareOrder.FILES)));
        }
        LinuxSoftware linux = (LinuxSoftware) software;
        return new SoftwareParts(
                linux(linux, List.of(), List.of()),
                List.of(
                        SoftwareOrder.of(linux.packages(), SoftwareOrder.RPMS),
                        SoftwareOrder.of(linux.debs(), SoftwareOrder.DEBS)));
    }

    /** The software of these parts; {@code lists} hold what {@link #of} made of the same kind of software. */
    Software whole() {
        if (header instanceof WindowsSoftware windows) {
            return windows(windows, list(0), windows.programs() == null ? null : list(1), list(2));
        }
        return linux((LinuxSoftware) header, list(0), list(1));
    }

    @SuppressWarnings("unchecked") // a list's place tells its type
    private <T> List<T> list(int at) {
        return (List<T>) lists.get(at);
    }

    private static LinuxSoftware linux(
            LinuxSoftware one, List<LinuxSoftware.Rpm> packages, List<LinuxSoftware.Deb> debs) {
        return new LinuxSoftware(
                one.distribution(),
                one.versionId(),
                one.architecture(),
                one.runningKernel(),
                packages,
                debs,
                one.modules(),
                one.disabledModules(),
                one.repositories(),
                one.livepatches(),
                one.subscriptions());
    }

    private static WindowsSoftware windows(
            WindowsSoftware one,
            List<String> hotfixes,
            @Nullable List<WindowsSoftware.Program> programs,
            List<WindowsSoftware.FileVersion> files) {
        return new WindowsSoftware(
                one.caption(),
                one.version(),
                one.build(),
                one.revision(),
                one.displayVersion(),
                one.editionId(),
                one.installationType(),
                one.productType(),
                one.servicePack(),
                one.architecture(),
                one.esu(),
                hotfixes,
                programs,
                one.components(),
                files);
    }
}
