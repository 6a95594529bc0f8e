package io.patchwave.exposure.rpm;

import io.patchwave.version.Nevra;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The build that runs: the {@code kernel*} package whose version-release.arch {@code uname -r} is.
 *
 * @param sourceRpm what it was built from, null where the inventory does not tell
 * @param versionRelease what its siblings share then
 */
record RunningKernel(@Nullable String sourceRpm, String versionRelease) {
    private static final Set<String> SIBLINGS = Set.of("bpftool", "perf", "python3-perf", "python-perf", "rtla", "rv");

    /**
     * {@code 4.18.0-553.89.1.el8_10.x86_64} is kernel-core's; {@code …+debug} the same build's; {@code 5.3.18-59.37-default} is
     * SUSE's kernel-default-5.3.18-59.37.2.
     *
     * @param kernels the installed packages of kernels
     * @return null when no installed package is it
     */
    static @Nullable RunningKernel find(String uname, List<Place> kernels) {
        int plus = uname.indexOf('+');
        String exact = plus < 0 ? uname : uname.substring(0, plus);
        int dash = uname.lastIndexOf('-');
        String flavour = dash < 0 ? "" : uname.substring(dash + 1);
        String suse = dash < 0 ? "" : uname.substring(0, dash) + ".";
        RunningKernel found = null;
        for (Place installed : kernels) {
            Nevra nevra = installed.nevra();
            String build = nevra.evr().versionRelease();
            boolean same = exact.equals(build + "." + nevra.arch())
                    || exact.equals(build)
                    || (nevra.name().equals("kernel-" + flavour) && (build + ".").startsWith(suse));
            String source = installed.rpm().sourceRpm();
            if (same && (found == null || found.sourceRpm == null)) {
                found = new RunningKernel(source, build);
            }
        }
        return found;
    }

    /** Whether the package was built from the same source. */
    boolean built(Place installed) {
        String source = installed.rpm().sourceRpm();
        if (source != null && sourceRpm != null) {
            return source.equals(sourceRpm);
        }
        String name = installed.table().name();
        return (isKernel(name) || SIBLINGS.contains(name))
                && installed.nevra().evr().versionRelease().equals(versionRelease);
    }

    /** A package of the kernel itself, not its livepatches, firmware or build macros. */
    static boolean isKernel(String name) {
        return name.equals("kernel")
                || (name.startsWith("kernel-")
                        && !name.startsWith("kernel-livepatch")
                        && !name.startsWith("kernel-firmware")
                        && !name.endsWith("-macros"));
    }
}
