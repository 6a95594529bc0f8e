package io.patchwave.exposure.windows;

import io.patchwave.inventory.WindowsSoftware;
import org.jspecify.annotations.Nullable;

/**
 * An operating system as a product of MSRC's.
 *
 * @param name the publisher's spelling
 * @param key the name normalised: what statements are found by
 * @param line whose update history holds: {@code client/19041}, {@code server/17763}, {@code Windows Server 2012 R2}; null for Vista
 * @param core whether it is a Server Core installation
 */
record WindowsProduct(String name, String key, @Nullable String line, Release release, boolean server, boolean core) {
    /** The machine's service pack, what its build proves included. */
    int servicePack(WindowsSoftware machine) {
        return Math.max(machine.servicePack(), release.servicePackOfBuild());
    }
}
