package io.patchwave.exposure.simulation;

import io.patchwave.inventory.LinuxSoftware.Rpm;
import io.patchwave.version.Nevra;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an rpm does to a list of installed ones. */
final class Rpms {
    /** Of which dnf keeps several beside each other ({@code installonlypkgs}), as beginnings of names. */
    private static final List<String> BESIDE =
            List.of("kernel-core", "kernel-modules", "kernel-devel", "kernel-debug", "kernel-default", "kernel-uek");

    private static final Set<String> REPLACED = Set.of("kernel-debug-devel-matched", "kernel-devel-matched");

    private Rpms() {}

    static Fit fit(List<Rpm> packages, Remedy remedy) {
        Nevra wanted = Objects.requireNonNull(remedy.nevra());
        boolean named = false;
        boolean there = false;
        for (Rpm rpm : packages) {
            if (rpm.nevra().startsWith(wanted.name())) {
                Nevra installed = Nevra.parse(rpm.nevra());
                if (installed != null && installed.name().equals(wanted.name())) {
                    named = true;
                    if (installed.arch().equals(wanted.arch())) {
                        there = true;
                        if (!installed.evr().isOlderThan(wanted.evr())) {
                            return Fit.ALREADY_INSTALLED;
                        }
                    }
                }
            }
        }
        return there ? Fit.FITS : named ? Fit.OTHER_ARCHITECTURE : Fit.NOT_INSTALLED;
    }

    static List<Rpm> with(List<Rpm> packages, Remedy remedy) {
        if (fit(packages, remedy) != Fit.FITS) {
            return packages;
        }
        Nevra wanted = Objects.requireNonNull(remedy.nevra());
        boolean beside = isBeside(wanted.name());
        List<Rpm> after = new ArrayList<>(packages.size() + 1);
        Rpm last = null;
        for (Rpm rpm : packages) {
            boolean same = isOf(rpm, wanted);
            last = same ? rpm : last;
            if (!same || beside) {
                after.add(rpm);
            }
        }
        after.add(new Rpm(wanted.toString(), null, modularity(last, wanted), last == null ? null : last.vendor()));
        return after;
    }

    private static boolean isOf(Rpm rpm, Nevra wanted) {
        if (!rpm.nevra().startsWith(wanted.name())) {
            return false;
        }
        Nevra installed = Nevra.parse(rpm.nevra());
        return installed != null
                && installed.name().equals(wanted.name())
                && installed.arch().equals(wanted.arch());
    }

    /** An update stays in its stream. */
    private static @Nullable String modularity(@Nullable Rpm before, Nevra wanted) {
        return before != null && wanted.evr().release().contains(".module") ? before.modularity() : null;
    }

    static boolean isBeside(String name) {
        return name.equals("kernel") || (BESIDE.stream().anyMatch(name::startsWith) && !REPLACED.contains(name));
    }
}
