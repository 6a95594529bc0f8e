package io.patchwave.exposure.linux;

import io.patchwave.inventory.LinuxSoftware;
import io.patchwave.inventory.Software;
import java.util.Set;

/** Which evaluator a machine is for. */
public enum PackageWorld {
    RPM,
    DEB,
    /** Not Linux. */
    OTHER;

    private static final Set<String> DEBIANS = Set.of("debian", "ubuntu", "raspbian", "linuxmint", "kali", "pop");

    /** By the packages it has; a machine without any by its distribution. */
    public static PackageWorld of(Software software) {
        if (!(software instanceof LinuxSoftware host)) {
            return OTHER;
        }
        if (host.packages().isEmpty() == host.debs().isEmpty()) {
            return DEBIANS.contains(Release.of(host).distribution()) ? DEB : RPM;
        }
        return host.debs().isEmpty() ? RPM : DEB;
    }
}
