package io.patchwave.inventory;

import org.jspecify.annotations.Nullable;

/**
 * What a host runs, short.
 *
 * @param family {@code windows} or {@code linux}
 * @param name the caption on Windows, {@code ID} of os-release on Linux
 * @param version {@code 6.3.9600}; {@code VERSION_ID} on Linux
 * @param build third number of the version, Windows only
 * @param revision the running update revision, Windows only
 */
public record OperatingSystem(
        @Nullable String family,
        @Nullable String name,
        @Nullable String version,
        @Nullable Integer build,
        @Nullable Integer revision,
        @Nullable String architecture) {
    /** Of a software set. */
    public static OperatingSystem of(Software software) {
        if (software instanceof WindowsSoftware windows) {
            return new OperatingSystem(
                    "windows",
                    windows.caption(),
                    windows.version(),
                    windows.build(),
                    windows.revision(),
                    windows.architecture());
        }
        LinuxSoftware linux = (LinuxSoftware) software;
        return new OperatingSystem("linux", linux.distribution(), linux.versionId(), null, null, linux.architecture());
    }
}
