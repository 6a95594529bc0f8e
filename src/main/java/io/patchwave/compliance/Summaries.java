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
import java.util.Collection;
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
    private static final int ANSWERED = 0;
    private static final int SILENT = 1;
    private static final int LEFT_OUT = -1;

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
        Set<UUID> stale = hosts.silentSince(query.asOf().minus(config.staleAfter()));
        Set<UUID> never = new HashSet<>(standing.silent());
        Predicate<UUID> inScope = id -> group == null || group.contains(id);
        long all = 0;
        long unheard = 0;
        for (UUID id : standing.inService()) {
            if (inScope.test(id)) {
                all++;
                unheard += stale.contains(id) && !never.contains(id) ? 1 : 0;
            }
        }
        never.removeIf(inScope.negate());
        long undecided = never.size() + unheard + standing.undecidedOnce(inScope);
        return summary(
                query,
                new Population(all, all - unheard - never.size(), unheard, never.size()),
                standing,
                id -> !inScope.test(id) ? LEFT_OUT : stale.contains(id) ? SILENT : ANSWERED,
                undecided);
    }

    /** Of a past day. */
    ComplianceSummary past(ComplianceQuery query, Map<UUID, HostFacts.Host> known) {
        known.values().removeIf(HostFacts.Host::retired);
        Instant freshAfter = query.asOf().minus(config.staleAfter());
        Instant heardAfter = clock.instant().minus(config.staleAfter());
        FleetRows.Standing standing = fleet.at(query.asOf(), query.knownAt());
        Collection<HostFacts.Host> present = known.values();
        long never = present.stream().filter(host -> host.evidenceAt() == null).count();
        long answered =
                present.stream().filter(host -> answered(host, freshAfter)).count();
        long unheard = present.stream()
                .filter(host -> host.evidenceAt() != null
                        && host.lastContact() != null
                        && host.lastContact().isBefore(heardAfter))
                .count();
        long undecided = never
                + unheard
                + standing.undecidedOnce(
                        id -> known.containsKey(id) && known.get(id).evidenceAt() != null);
        return summary(
                query,
                new Population(present.size(), answered, present.size() - answered - never, never),
                standing,
                id -> {
                    HostFacts.Host host = known.get(id);
                    return host == null ? LEFT_OUT : answered(host, freshAfter) ? ANSWERED : SILENT;
                },
                undecided);
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
            java.util.function.ToIntFunction<UUID> sums,
            long undecided) {
        List<RowCounts> counts = standing.counts(query.grain(), 2, sums);
        Map<String, Long> byStatus = new LinkedHashMap<>();
        for (ComplianceStatus status : ComplianceStatus.values()) {
            byStatus.put(status.word(), 0L);
        }
        for (Verdict verdict : Verdict.values()) {
            String status = ComplianceStatus.of(verdict, true, false, false).word();
            byStatus.merge(status, counts.get(ANSWERED).of(verdict), Long::sum);
        }
        byStatus.merge(ComplianceStatus.UNKNOWN.word(), counts.get(SILENT).all() + undecided, Long::sum);
        long failed = failed(query, standing, id -> sums.applyAsInt(id) == ANSWERED);
        byStatus.merge(ComplianceStatus.MISSING.word(), -failed, Long::sum);
        byStatus.merge(ComplianceStatus.FAILED.word(), failed, Long::sum);
        Map<String, Long> bySeverity = new TreeMap<>();
        for (Severity severity : Severity.values()) {
            long missing = counts.get(ANSWERED).of(Verdict.EXPOSED, severity);
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
