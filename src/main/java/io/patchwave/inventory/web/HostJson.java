package io.patchwave.inventory.web;

import io.patchwave.inventory.HostView;
import io.patchwave.inventory.OperatingSystem;
import io.patchwave.platform.id.Secrets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A host on the wire.
 *
 * @param inventoryAge how old the evidence of the present inventory is (ISO 8601), null without one
 */
record HostJson(
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
        String status,
        String managed,
        Instant lastSeen,
        Instant enrolledAt,
        @Nullable Instant evidenceAt,
        @Nullable String inventoryAge,
        @Nullable String inventoryDigest,
        @Nullable String factsDigest,
        @Nullable Long softwareSetId,
        @Nullable String bootId,
        boolean rebootPending,
        @Nullable Instant rebootPendingSince,
        @Nullable String biosUuid,
        @Nullable String serial,
        @Nullable UUID cloneOf,
        @Nullable UUID replaces,
        HostView.@Nullable Agent agent) {
    static HostJson of(HostView host, Clock clock) {
        Instant evidence = host.evidenceAt();
        return new HostJson(
                host.id(),
                host.machineId(),
                host.hostname(),
                host.fqdn(),
                host.ip(),
                host.os(),
                host.tags(),
                host.owner(),
                host.criticality(),
                host.zone(),
                host.mlpsLevel(),
                host.status().word(),
                host.managed().word(),
                host.lastSeen(),
                host.enrolledAt(),
                evidence,
                evidence == null ? null : age(evidence, clock),
                host.inventoryDigest(),
                host.factsDigest(),
                host.softwareSetId(),
                host.bootId(),
                host.rebootPending(),
                host.rebootPendingSince(),
                host.identity().biosUuid(),
                host.identity().serial(),
                host.identity().cloneOf(),
                host.identity().replaces(),
                host.agent());
    }

    /** In whole seconds: {@code PT26H3M12S}. */
    private static String age(Instant evidence, Clock clock) {
        return Duration.between(evidence, clock.instant())
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
    }

    /** Hash of what people can change about a host: the strong tag of its {@code PATCH} and {@code DELETE}. */
    static String tag(HostView host) {
        boolean retired = host.status() == io.patchwave.inventory.HostStatus.RETIRED;
        String content = host.tags() + "|" + host.owner() + "|" + host.criticality() + "|" + host.zone() + "|"
                + host.mlpsLevel() + "|" + retired;
        return Secrets.sha256(content).substring(0, 32);
    }
}
