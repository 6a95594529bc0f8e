package io.patchwave.exposure.simulation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.patchwave.platform.paging.Page;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The answer on the wire.
 *
 * @param revision catalog revision it rests on
 * @param leftOut what the answer does not hold because it would be too long or take too long
 */
record SimulationJson(
        long revision,
        Scope scope,

        @Schema(description = "Only where remedies were tried") @Nullable Totals totals,

        @Nullable List<Tried> remedies,

        @Schema(description = "Remedies that no document, history, mirror or fact names; they were not tried") @Nullable List<String> unknownRemedies,

        @Nullable StaysOpen staysOpen,

        @Schema(description = "Hosts on which something is closed or a remedy is kept off, by name") @Nullable Page<Host> hosts,

        @Schema(description = "Only where remedies were chosen: hosts that need the same, the most first") @Nullable Page<Plan> plans,

        List<String> leftOut) {
    /**
     * What was looked at.
     *
     * @param cases distinct software in question: each was ruled on once
     * @param nothingToDo hosts that have none of the advisories open
     */
    record Scope(
            int hosts,
            int withoutInventory,
            int cases,
            @Nullable Integer nothingToDo) {}

    /**
     * Findings (host × advisory) that the remedies close together.
     *
     * @param afterReboot of them closed only by the reboot that follows
     * @param settled undecided findings that would be decided as closed
     */
    record Totals(long hosts, long findings, long kev, long afterReboot, long settled, Map<String, Long> bySeverity) {}

    /**
     * One remedy.
     *
     * @param installable hosts it fits
     * @param notInstallable reason → hosts it does not fit
     * @param alone what it alone closes; null where that was left out
     */
    record Tried(
            String remedy,
            long installable,
            Map<String, Long> notInstallable,
            @JsonInclude(JsonInclude.Include.ALWAYS) Tally.@Nullable Sum alone) {}

    /** What of the advisories that are asked about, or closed elsewhere, stays open in scope. */
    record StaysOpen(long hosts, long findings, List<OpenAfter.Reason> byReason, List<OpenAdvisory> advisories) {}

    /** An advisory with the hosts it stays open on, by reason. */
    record OpenAdvisory(String advisoryId, String severity, long hosts, Map<String, Long> byReason) {}

    /**
     * What the remedies do on a host.
     *
     * @param closesCount how many advisories are closed; {@code closes} may hold fewer
     * @param pendingReboot whether some of them are closed only by the reboot that follows
     */
    record Host(
            UUID hostId,
            String hostname,
            int closesCount,
            List<String> closes,
            boolean pendingReboot,
            List<KeptOff> notInstallable) {}

    /** A named remedy that something about the host keeps off it. */
    record KeptOff(String remedy, String reason) {}

    /**
     * The smallest set to install on some hosts.
     *
     * @param hosts how many need this
     * @param sampleHosts the first of them by name
     */
    record Plan(
            List<String> remedies,
            int hosts,
            List<HostName> sampleHosts,
            int closesCount,
            List<String> closes,
            int staysOpenCount,
            List<Open> staysOpen) {}

    /** A host. */
    record HostName(UUID hostId, String hostname) {}

    /** An advisory that nothing closes on these hosts, and why. */
    record Open(String advisoryId, String reason) {}
}
