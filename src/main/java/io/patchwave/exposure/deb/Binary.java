package io.patchwave.exposure.deb;

import io.patchwave.inventory.LinuxSoftware;
import io.patchwave.version.DebianVersions;
import org.jspecify.annotations.Nullable;

/**
 * What an installed dpkg package says of the source it was built from; each binary has a version of its own (D2).
 *
 * @param upTo the version of the source that it can get to by what the archives offer; null where they have nothing newer
 * @param kernel its ABI, where only the newest and the running one of its line count (D4); null for everything else
 */
record Binary(
        String source,
        String version,
        boolean held,
        @Nullable String upTo,
        @Nullable KernelPackage kernel) {
    /** Null where it is not installed (D7), or its version counts something else than its source. */
    static @Nullable Binary of(LinuxSoftware.Deb deb, boolean debian) {
        SourcePackage source = isInstalled(deb) ? SourcePackage.of(deb, debian) : null;
        if (source == null) {
            return null;
        }
        KernelPackage kernel = isKernel(source.name()) ? KernelPackage.of(deb.name()) : null;
        boolean isMeta = kernel == null && isKernel(source.name()) && KernelPackage.isMeta(deb.name());
        return isMeta ? null : new Binary(source.name(), source.version(), isHeld(deb), null, kernel);
    }

    Binary upTo(@Nullable String offered) {
        return new Binary(source, version, held, offered, kernel);
    }

    /** Whether it is built from a kernel: a livepatch may have closed its holes. */
    boolean isKernel() {
        return isKernel(source);
    }

    /** Kind and flavour of a kernel package: of these the newest is judged. */
    String line() {
        return kernel == null ? "" : source + " " + kernel.line();
    }

    boolean isNewerThan(Binary other) {
        int order = DebianVersions.compare(version, other.version);
        if (order != 0 || kernel == null || other.kernel == null) {
            return order > 0;
        }
        return DebianVersions.compare(kernel.abi(), other.kernel.abi()) > 0;
    }

    boolean runs(String uname) {
        return kernel != null && kernel.runs(uname);
    }

    private static boolean isKernel(String source) {
        return source.equals("linux") || source.startsWith("linux-");
    }

    /** {@code install ok installed} and {@code hold ok installed}; {@code deinstall ok config-files} is gone. */
    private static boolean isInstalled(LinuxSoftware.Deb deb) {
        String status = deb.status();
        return status == null || status.equals("install ok installed") || isHeld(deb);
    }

    private static boolean isHeld(LinuxSoftware.Deb deb) {
        return "hold ok installed".equals(deb.status());
    }
}
