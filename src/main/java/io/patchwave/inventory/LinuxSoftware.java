package io.patchwave.inventory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Linux machine's software (design, 3.1).
 *
 * @param distribution {@code ID} of os-release, for example {@code almalinux}
 * @param versionId as the host writes it: {@code 8}, {@code 8.9}
 * @param runningKernel {@code uname -r}, or null
 * @param modules enabled streams, {@code name:stream} or {@code name:stream:context}; null where the inventory has no module state
 */
public record LinuxSoftware(
        String distribution,
        String versionId,
        String architecture,
        @Nullable String runningKernel,
        List<Rpm> packages,
        List<Deb> debs,
        @Nullable List<String> modules,
        List<String> disabledModules,
        List<String> repositories,
        List<String> livepatches,
        List<String> subscriptions)
        implements Software {
    /** An installed rpm; {@code nevra} is {@code name-epoch:version-release.arch}, always with epoch. */
    public record Rpm(
            String nevra,
            @Nullable String sourceRpm,
            @Nullable String modularity,
            @Nullable String vendor) {}

    /** An installed binary package of dpkg; {@code status} is null for {@code install ok installed}. */
    public record Deb(
            String name,
            String version,
            @Nullable String arch,
            String source,
            String sourceVersion,
            @Nullable String status) {}
}
