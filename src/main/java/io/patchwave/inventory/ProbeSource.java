package io.patchwave.inventory;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is worth looking up on a host because it would decide something; a CDI bean of the feature that wants to know. */
public interface ProbeSource {
    /** The probes for a host now; empty for most. Asked at every check-in, so answered from memory. */
    List<Probe> probes(UUID hostId);

    /**
     * One thing to look up.
     *
     * @param kind {@code file-version}, {@code registry} or {@code tcp-connect}
     * @param path file or registry key, or null
     * @param host and {@code port} for {@code tcp-connect}, or null
     */
    record Probe(
            String kind,
            @Nullable String path,
            @Nullable String host,
            @Nullable Integer port) {
        /** The version of a file; it comes back in the inventory's {@code files}. */
        public static Probe fileVersion(String path) {
            return new Probe("file-version", path, null, null);
        }
    }
}
