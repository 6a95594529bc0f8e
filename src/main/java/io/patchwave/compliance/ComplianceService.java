package io.patchwave.compliance;

import io.patchwave.catalog.CatalogService;
import io.patchwave.exposure.Evaluation.HostUnknown;
import io.patchwave.exposure.ExposureService;
import io.patchwave.inventory.GroupService;
import io.patchwave.inventory.InventoryConfig;
import io.patchwave.platform.problem.ProblemException;
import io.patchwave.platform.time.Instants;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Answers auditors: rows as of any day, and their counts. */
@ApplicationScoped
public class ComplianceService {
    private final ExposureService exposure;
    private final CatalogService catalog;
    private final GroupService groups;
    private final InventoryConfig config;
    private final HostFacts hosts;
    private final AdvisoryFacts advisories;
    private final InstallFacts installs;
    private final Summaries summaries;

    ComplianceService(
            ExposureService exposure,
            CatalogService catalog,
            GroupService groups,
            InventoryConfig config,
            HostFacts hosts,
            AdvisoryFacts advisories,
            InstallFacts installs,
            Summaries summaries) {
        this.exposure = exposure;
        this.catalog = catalog;
        this.groups = groups;
        this.config = config;
        this.hosts = hosts;
        this.advisories = advisories;
        this.installs = installs;
        this.summaries = summaries;
    }

    /**
     * How complete the answer is.
     *
     * @param hosts hosts in scope that are not retired
     * @param answered of these, with evidence that is fresh
     * @param stale of these, with evidence that is too old
     * @param neverSeen of these, known and never inventoried
     */
    public record Population(long hosts, long answered, long stale, long neverSeen) {}

    /**
     * Hands every row of the query to the consumer: by host id, then advisory id; then what is undecided once per host, and
     * hosts that were never inventoried. Host attributes (owner, tags, groups) are today's.
     */
    @Transactional
    public Population rows(ComplianceQuery query, Consumer<ComplianceRow> consumer) {
        Map<UUID, HostFacts.Host> inScope = scope(query);
        Rows rows = new Rows(
                query.asOf(),
                config.staleAfter(),
                inScope,
                hosts.listedGroups(),
                advisories.all(),
                installs.asOf(query.asOf()),
                catalog);
        exposure.complianceRows(query.asOf(), query.knownAt(), query.grain(), found -> {
            ComplianceRow row = rows.of(found);
            if (row != null) {
                consumer.accept(row);
            }
        });
        undecided(inScope, rows, consumer);
        return population(inScope, rows);
    }

    /**
     * The counts of the query's rows; of the present they come out of memory.
     *
     * @param present whether neither time was named
     */
    @Transactional
    public ComplianceSummary summary(ComplianceQuery query, boolean present) {
        Set<UUID> group = query.group() == null ? null : Set.copyOf(groups.members(requireGroup(query.group())));
        return present ? summaries.present(query, group) : summaries.past(query, scope(query));
    }

    /** Refuses (400) a query whose group does not exist, before anything is opened for it. */
    @Transactional
    public void check(ComplianceQuery query) {
        if (query.group() != null) {
            requireGroup(query.group());
        }
    }

    private UUID requireGroup(String group) {
        return groups.find(group)
                .orElseThrow(() -> ProblemException.invalid("group", "no group has this id or name: " + group))
                .id();
    }

    private Map<UUID, HostFacts.Host> scope(ComplianceQuery query) {
        Map<UUID, HostFacts.Host> known = hosts.knownAt(query.asOf());
        String group = query.group();
        if (group != null) {
            known.keySet().retainAll(Set.copyOf(groups.members(requireGroup(group))));
        }
        return known;
    }

    private void undecided(Map<UUID, HostFacts.Host> inScope, Rows rows, Consumer<ComplianceRow> consumer) {
        for (HostFacts.Host host : inScope.values()) {
            if (host.retired()) {
                continue;
            }
            if (host.evidenceAt() == null) {
                consumer.accept(rows.undecided(host, "never-inventoried", null));
                continue;
            }
            for (HostUnknown unknown : exposure.hostUnknowns(host.id())) {
                consumer.accept(rows.undecided(host, unknown.reason(), unknown.detail()));
            }
        }
    }

    private static Population population(Map<UUID, HostFacts.Host> inScope, Rows rows) {
        List<HostFacts.Host> present =
                inScope.values().stream().filter(host -> !host.retired()).toList();
        long answered = present.stream().filter(rows::answered).count();
        long never = present.stream().filter(host -> host.evidenceAt() == null).count();
        return new Population(present.size(), answered, present.size() - answered - never, never);
    }

    /** Reads {@code asOf} and {@code knownAt} of a call; both default to now. */
    public static Instant instantOr(@Nullable String text, String field, Instant fallback) {
        return text == null ? fallback : Instants.parse(field, text);
    }
}
