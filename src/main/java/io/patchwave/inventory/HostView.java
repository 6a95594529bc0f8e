package io.patchwave.inventory;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A host as others see it.
 *
 * @param machineId what the machine calls itself; survives enrolling again
 * @param os empty members until the first inventory where the enrolment did not tell
 * @param criticality {@code critical}, {@code high}, {@code normal} or {@code low}
 * @param mlpsLevel level of classified protection (1 to 5), or null
 * @param softwareSetId null until the first inventory
 * @param inventoryDigest {@code sha256:…} over the document as received
 * @param evidenceAt when the present inventory came, or the imported file's own time; null without one
 * @param lastSeen last word of the agent; of an imported host the file's time
 */
public record HostView(
        UUID id,
        String machineId,
        String hostname,
        @Nullable String fqdn,
        @Nullable String ip,
        OperatingSystem os,
        List<String> tags,
        @Nullable String owner,
        String criticality,
        @Nullable String zone,
        @Nullable Integer mlpsLevel,
        HostStatus status,
        Managed managed,
        @Nullable Long softwareSetId,
        @Nullable Long factsSetId,
        @Nullable String inventoryDigest,
        @Nullable String factsDigest,
        @Nullable String bootId,
        boolean rebootPending,
        @Nullable Instant rebootPendingSince,
        Identity identity,
        @Nullable Agent agent,
        Instant enrolledAt,
        @Nullable Instant evidenceAt,
        Instant lastSeen) {
    /** Whether an agent speaks for the host, or files that people bring. */
    public enum Managed {
        AGENT,
        IMPORTED;

        /** The word of the API. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * The hardware's own marks and what they say about other hosts.
     *
     * @param cloneOf a host that lives at the same time with the same marks; the host itself when two machines speak in turns
     *     under its one identity
     * @param replaces the host whose machine this is, installed anew
     */
    public record Identity(
            @Nullable String biosUuid,
            @Nullable String serial,
            @Nullable UUID cloneOf,
            @Nullable UUID replaces) {}

    /** The agent's own word on itself. */
    public record Agent(@Nullable String name, @Nullable String version) {}
}
