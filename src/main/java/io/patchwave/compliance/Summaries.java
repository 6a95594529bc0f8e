package io.patchwave.compliance;

import io.patchwave.catalog.CatalogService;
import io.patchwave.catalog.Severity;
import io.patchwave.compliance.ComplianceService.Population;
import io.patchwave.exposure.FleetRows;
import io.patchwave.exposure.RowCounts;
import io.patchwave.exposure.Verdict;
import io.patchwave.inventory.InventoryConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Counts what {@link Rows} would make, without making it: a fleet has a thousand rows a host. */
@ApplicationScoped
class Summaries {
    private final FleetRows fleet;
    private final HostFacts hosts;
    private final InstallFacts installs;
    private final CatalogService catalog;
    private final InventoryConfig config;
    private final Clock clock;

    Summaries(
            FleetRows fleet,
            HostFacts hosts,
            InstallFacts installs,
            CatalogService catalog,
            InventoryConfig config,
            Clock clock) {
        this.fleet = fleet;
        this.hosts = hosts;
        this.installs = installs;
        this.catalog = catalog;
        this.config = config;
        this.clock = clock;
    }

    /** Of now; a null group is all. */
    ComplianceSummary present(ComplianceQuery query, @Nullable Set<UUID> group) {
        FleetRows.Standing standing = fleet.now(hosts.inService());
        Set<UUID> silent = hosts.silentSince(query.asOf().minus(config.staleAfter()));
        FleetRows.Heads heads = standing.heads(group, silent);
        return summary(
                query,
                new Population(
                        heads.all(), heads.all() - heads.silent() - heads.without(), heads.silent(), heads.without()),
                standing,
                group,
                silent,
                heads.without() + heads.silent() + standing.undecidedOnce(group));
    }

    /** Of a past day. */
    ComplianceSummary past(ComplianceQuery query, Map<UUID, HostFacts.Host> known) {
        known.values().removeIf(HostFacts.Host::retired);
        Instant freshAfter = query.asOf().minus(config.staleAfter());
        Instant heardAfter = clock.instant().minus(config.staleAfter());
        Set<UUID> silent = new HashSet<>();
        Set<UUID> inventoried = new HashSet<>();
        long unheard = 0;
        for (HostFacts.Host host : known.values()) {
            if (!answered(host, freshAfter)) {
                silent.add(host.id());
            }
            if (host.evidenceAt() != null) {
                inventoried.add(host.id());
                Instant contact = host.lastContact();
                unheard += contact != null && contact.isBefore(heardAfter) ? 1 : 0;
            }
        }
        FleetRows.Standing standing = fleet.at(query.asOf(), query.knownAt());
        long never = known.size() - inventoried.size();
        long answered = known.size() - silent.size();
        return summary(
                query,
                new Population(known.size(), answered, known.size() - answered - never, never),
                standing,
                known.keySet(),
                silent,
                never + unheard + standing.undecidedOnce(inventoried));
    }

    /** Whether the host's word is fresh enough to be believed. */
    static boolean answered(HostFacts.Host host, Instant freshAfter) {
        return host.evidenceAt() != null
                && host.lastContact() != null
                && !host.lastContact().isBefore(freshAfter);
    }

    private ComplianceSummary summary(
            ComplianceQuery query,
            Population population,
            FleetRows.Standing standing,
            @Nullable Set<UUID> only,
            Set<UUID> silent,
            long undecided) {
        FleetRows.Sums sums = standing.counts(query.grain(), only, silent);
        RowCounts counts = sums.answered();
        Map<String, Long> byStatus = new LinkedHashMap<>();
        for (ComplianceStatus status : ComplianceStatus.values()) {
            byStatus.put(status.word(), 0L);
        }
        for (Verdict verdict : Verdict.values()) {
            String status = ComplianceStatus.of(verdict, true, false, false).word();
            byStatus.merge(status, counts.of(verdict), Long::sum);
        }
        byStatus.merge(ComplianceStatus.UNKNOWN.word(), sums.silent().all() + undecided, Long::sum);
        long failed = failed(query, standing, id -> (only == null || only.contains(id)) && !silent.contains(id));
        byStatus.merge(ComplianceStatus.MISSING.word(), -failed, Long::sum);
        byStatus.merge(ComplianceStatus.FAILED.word(), failed, Long::sum);
        Map<String, Long> bySeverity = new TreeMap<>();
        for (Severity severity : Severity.values()) {
            long missing = counts.of(Verdict.EXPOSED, severity);
            if (missing > 0) {
                bySeverity.put(severity.word(), missing);
            }
        }
        return new ComplianceSummary(
                query.asOf(),
                query.knownAt(),
                catalog.revision(),
                population.hosts(),
                population,
                byStatus,
                share(byStatus),
                bySeverity);
    }

    /** Of the missing rows those whose newest assignment ended badly. */
    private long failed(ComplianceQuery query, FleetRows.Standing standing, Predicate<UUID> answered) {
        InstallFacts.Lookup lookup = installs.failingAsOf(query.asOf());
        long failed = 0;
        for (Map.Entry<UUID, Set<String>> host : lookup.failed().entrySet()) {
            if (answered.test(host.getKey())) {
                failed += failed(standing.rows(host.getKey(), query.grain(), host.getValue()), host.getKey(), lookup);
            }
        }
        return failed;
    }

    private static long failed(List<FleetRows.Row> rows, UUID host, InstallFacts.Lookup lookup) {
        return rows.stream()
                .filter(row -> row.verdict() == Verdict.EXPOSED)
                .map(row -> lookup.newest(host, row.id(), row.advisories()))
                .filter(install -> install != null && install.failed())
                .count();
    }

    private static @Nullable Double share(Map<String, Long> byStatus) {
        long compliant = byStatus.getOrDefault(ComplianceStatus.COMPLIANT.word(), 0L);
        long decided = byStatus.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(ComplianceStatus.UNKNOWN.word())
                        && !entry.getKey().equals(ComplianceStatus.NOT_APPLICABLE.word()))
                .mapToLong(Map.Entry::getValue)
                .sum();
        return decided == 0 ? null : Math.round(1000.0 * compliant / decided) / 10.0;
    }
}
