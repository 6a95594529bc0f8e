package io.patchwave.exposure.guard;

import io.patchwave.inventory.LinuxSoftware;
import io.patchwave.inventory.Software;
import io.patchwave.inventory.WindowsSoftware;
import io.patchwave.version.Nevra;
import java.util.Set;

/** Which software a difference of catalogs may concern: quick, and rather too much than too little. */
final class Touched {
    /** One source goes by several names of packages: {@code linux}, {@code linux-signed-amd64}, {@code linux-image-…}. */
    private static final String KERNEL = "linux";

    private final CatalogDifference difference;
    private final boolean kernel;

    Touched(CatalogDifference difference) {
        this.difference = difference;
        this.kernel = difference.packages().stream().anyMatch(name -> name.startsWith(KERNEL));
    }

    boolean by(Software software) {
        if (software instanceof WindowsSoftware) {
            return difference.windows();
        }
        LinuxSoftware linux = (LinuxSoftware) software;
        Set<String> names = difference.packages();
        return difference.everyLinux()
                || (kernel && !linux.debs().isEmpty())
                || linux.debs().stream().anyMatch(deb -> names.contains(deb.name()) || names.contains(deb.source()))
                || linux.packages().stream().anyMatch(rpm -> names.contains(name(rpm.nevra())));
    }

    private static String name(String text) {
        Nevra nevra = Nevra.parse(text);
        return nevra == null ? "" : nevra.name();
    }
}
