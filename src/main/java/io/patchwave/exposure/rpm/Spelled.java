package io.patchwave.exposure.rpm;

import io.patchwave.inventory.LinuxSoftware;
import java.util.List;

/**
 * Finds packages by name in a host's list, which inventory keeps in one spelling ({@code name-epoch:version-release.arch}) and in
 * the order of these texts: those of a name lie together.
 */
final class Spelled {
    /** Under these lie all packages of kernels and their livepatches. */
    static final List<String> KERNEL_FAMILIES = List.of("kernel-", "kpatch-patch-");

    private Spelled() {}

    /** Whether packages of that name lie under {@link #KERNEL_FAMILIES}. */
    static boolean isOfKernel(String name) {
        String beginning = beginning(name);
        return KERNEL_FAMILIES.stream().anyMatch(beginning::startsWith);
    }

    /** The beginning of all packages of that name, but for the digits of the epoch. */
    static String beginning(String name) {
        return name + "-";
    }

    /** The name of a package; the whole text where it is not spelled that way. */
    static String name(String nevra) {
        int release = nevra.lastIndexOf('-');
        int version = release < 1 ? -1 : nevra.lastIndexOf('-', release - 1);
        return version < 1 ? nevra : nevra.substring(0, version);
    }

    /** Index of the first package at or after the text. */
    static int first(List<LinuxSoftware.Rpm> packages, String text) {
        int low = 0;
        int high = packages.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (packages.get(middle).nevra().compareTo(text) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    static boolean startsWith(List<LinuxSoftware.Rpm> packages, int at, String text) {
        return at < packages.size() && packages.get(at).nevra().startsWith(text);
    }

    /**
     * Whether the package is perhaps of the name, or comes before one that is.
     *
     * @param beginning {@link #beginning} of the name
     */
    static boolean isOf(List<LinuxSoftware.Rpm> packages, int at, String beginning) {
        if (!startsWith(packages, at, beginning)) {
            return false;
        }
        String nevra = packages.get(at).nevra();
        return nevra.length() > beginning.length() && nevra.charAt(beginning.length()) <= '9';
    }
}
