package io.patchwave.compliance;

import io.patchwave.catalog.CatalogService;
import io.patchwave.exposure.ExposureRow;
import io.patchwave.exposure.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes the auditors' rows out of what exposure, inventory, catalog and rollout know at one moment. */
final class Rows {
    private final Instant asOf;
    private final Duration staleAfter;
    private final Map<UUID, HostFacts.Host> hosts;
    private final Map<UUID, List<String>> groups;
    private final AdvisoryFacts.Lookup advisories;
    private final InstallFacts.Lookup installs;
    private final CatalogService catalog;

    Rows(
            Instant asOf,
            Duration staleAfter,
            Map<UUID, HostFacts.Host> hosts,
            Map<UUID, List<String>> groups,
            AdvisoryFacts.Lookup advisories,
            InstallFacts.Lookup installs,
            CatalogService catalog) {
        this.asOf = asOf;
        this.staleAfter = staleAfter;
        this.hosts = hosts;
        this.groups = groups;
        this.advisories = advisories;
        this.installs = installs;
        this.catalog = catalog;
    }

    /** The row for what exposure says; null for a host that is retired or not known at the time. */
    @Nullable ComplianceRow of(ExposureRow exposure) {
        HostFacts.Host host = hosts.get(exposure.hostId());
        if (host == null || host.retired()) {
            return null;
        }
        AdvisoryFacts.Advisory advisory = advisories.together(exposure.advisories());
        InstallFacts.Install install = installs.newest(host.id(), exposure.advisoryId(), exposure.advisories());
        boolean answered = answered(host);
        ComplianceStatus status =
                ComplianceStatus.of(exposure.verdict(), answered, install != null && install.failed(), false);
        ComplianceRow row = ofHost(host)
                .with("evidence_at", exposure.evidenceAt())
                .with("advisory_id", exposure.advisoryId())
                .with("advisory_type", advisory.kind())
                .with("remedies", exposure.remedies())
                .with("cves", exposure.cves())
                .with("severity", advisory.severity())
                .with("kev_due", advisory.kevDue())
                .with("published_at", advisory.publishedAt())
                .with("remedy_released_at", released(exposure.remedies()))
                .with("first_seen_at", exposure.firstSeen())
                .with("satisfied_by", exposure.satisfiedBy())
                .with("confidence", exposure.confidence().word())
                .with("status", status.word())
                .with("unknown_reason", unknownReason(exposure, answered))
                .with("days_open", daysOpen(exposure))
                .with("evidence_hash", exposure.evidenceDigest());
        if (exposure.verdict() == Verdict.PENDING_REBOOT) {
            row.with("reboot_pending_since", host.rebootPendingSince());
        }
        return install == null ? row : install.into(row);
    }

    /** The row of something that stays undecided once per host. */
    ComplianceRow undecided(HostFacts.Host host, String reason, @Nullable String detail) {
        return ofHost(host)
                .with("evidence_at", host.evidenceAt())
                .with("status", ComplianceStatus.UNKNOWN.word())
                .with("unknown_reason", detail == null || detail.isEmpty() ? reason : reason + ": " + detail);
    }

    /** Whether the host's word is fresh enough to be believed. */
    boolean answered(HostFacts.Host host) {
        return Summaries.answered(host, asOf.minus(staleAfter));
    }

    private ComplianceRow ofHost(HostFacts.Host host) {
        return new ComplianceRow()
                .with("host_id", host.id())
                .with("machine_id", host.machineId())
                .with("hostname", host.hostname())
                .with("ip", host.ip())
                .with("os", host.os())
                .with("os_build", host.osBuild())
                .with("group", groups.getOrDefault(host.id(), List.of()))
                .with("owner", host.owner())
                .with("criticality", host.criticality())
                .with("zone", host.zone())
                .with("mlps_level", host.mlpsLevel())
                .with("last_contact", host.lastContact());
    }

    private static @Nullable String unknownReason(ExposureRow exposure, boolean answered) {
        if (!answered) {
            return "stale-inventory";
        }
        return exposure.verdict() == Verdict.UNKNOWN ? exposure.reason() : null;
    }

    private @Nullable Long daysOpen(ExposureRow exposure) {
        if (exposure.firstSeen() == null) {
            return null;
        }
        Instant end = exposure.fixedAt() == null ? asOf : exposure.fixedAt();
        return ChronoUnit.DAYS.between(exposure.firstSeen(), end);
    }

    private @Nullable Instant released(List<String> remedies) {
        return remedies.stream()
                .filter(remedy -> remedy.startsWith("KB"))
                .map(kb -> catalog.remedyReleasedAt(kb).orElse(null))
                .filter(Objects::nonNull)
                .collect(Collectors.minBy(java.util.Comparator.naturalOrder()))
                .orElse(null);
    }
}
