package io.patchwave.exposure.web;

import io.patchwave.exposure.Confidence;
import io.patchwave.exposure.ExposureCounts;
import io.patchwave.exposure.ExposureService;
import io.patchwave.exposure.HostVerdict;
import io.patchwave.exposure.Verdict;
import io.patchwave.inventory.HostQuery;
import io.patchwave.inventory.HostService;
import io.patchwave.inventory.HostView;
import io.patchwave.platform.paging.Page;
import io.patchwave.platform.paging.PageRequest;
import io.patchwave.platform.problem.ProblemException;
import io.patchwave.platform.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Who is exposed to an advisory. */
@Path("/api/v1/advisories/{id}")
class AdvisoryExposureResource {
    private final ExposureService exposure;
    private final HostService hosts;
    private final Clock clock;

    AdvisoryExposureResource(ExposureService exposure, HostService hosts, Clock clock) {
        this.exposure = exposure;
        this.hosts = hosts;
        this.clock = clock;
    }

    /** One host's answer. */
    record Row(
            UUID hostId,
            String hostname,
            String verdict,
            String rule,
            @Nullable String satisfiedBy,
            @Nullable String reason,
            String confidence,
            List<String> remedies,
            @Nullable Instant since) {
        static Row of(HostVerdict verdict, String hostname) {
            return new Row(
                    verdict.hostId(),
                    hostname,
                    verdict.verdict().word(),
                    verdict.rule(),
                    verdict.satisfiedBy(),
                    verdict.reason(),
                    verdict.confidence().word(),
                    verdict.remedies(),
                    verdict.since());
        }
    }

    @GET
    @Path("/exposure")
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
    public ExposureCounts counts(
            @RestPath String id, @RestQuery @Nullable String asOf, @RestQuery @Nullable String knownAt) {
        Instant day = Words.instant("asOf", asOf);
        Instant knowledge = Words.instant("knownAt", knownAt);
        require(id);
        if (day == null && knowledge == null) {
            return exposure.counts(id);
        }
        Instant now = clock.instant();
        return exposure.countsAsOf(id, day == null ? now : day, knowledge == null ? now : knowledge);
    }

    @GET
    @Path("/hosts")
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
    public Page<Row> hosts(
            @RestPath String id,
            @RestQuery @Nullable String verdict,
            @RestQuery @Nullable String group,
            @RestQuery @DefaultValue("false") boolean count,
            @RestQuery @Nullable Integer limit,
            @RestQuery @Nullable String after) {
        Verdict wanted = verdict == null ? null : Words.verdict(verdict);
        PageRequest page = PageRequest.of(limit, after, "advisory-hosts", id, verdict, group);
        require(id);
        List<HostVerdict> all = new ArrayList<>(exposure.verdicts(List.of(id)));
        if ("all".equals(verdict) || wanted == Verdict.UNAFFECTED) {
            all.addAll(others(all));
        }
        Set<UUID> members = group == null ? null : members(group);
        List<HostVerdict> rows = all.stream()
                .filter(row -> wanted == null || row.verdict() == wanted)
                .filter(row -> members == null || members.contains(row.hostId()))
                .sorted(Comparator.comparing(row -> row.hostId().toString()))
                .toList();
        Page<HostVerdict> found = Pages.of(rows, page, row -> row.hostId().toString());
        Map<UUID, String> names = names(found.items());
        List<Row> items = found.items().stream()
                .map(row -> Row.of(shown(row, id), names.getOrDefault(row.hostId(), "")))
                .toList();
        return new Page<>(items, found.next(), count ? (long) rows.size() : null);
    }

    /** With its proof and since when. */
    private HostVerdict shown(HostVerdict row, String id) {
        return row.verdict() == Verdict.UNAFFECTED
                ? row
                : exposure.withSince(exposure.explained(row.hostId(), List.of(id)), List.of(id));
    }

    /** Hosts in service that are not in the list: unaffected. */
    private List<HostVerdict> others(List<HostVerdict> judged) {
        Set<UUID> known = judged.stream().map(HostVerdict::hostId).collect(Collectors.toSet());
        return hosts.matching(HostQuery.ALL).stream()
                .filter(host -> !known.contains(host))
                .map(host -> new HostVerdict(
                        host, Verdict.UNAFFECTED, "none", null, null, Confidence.MEASURED, List.of(), null))
                .toList();
    }

    private Set<UUID> members(String group) {
        return new HashSet<>(hosts.matching(new HostQuery(null, null, null, group, null, null)));
    }

    private Map<UUID, String> names(List<HostVerdict> rows) {
        return hosts.views(rows.stream().map(HostVerdict::hostId).toList()).stream()
                .collect(Collectors.toMap(HostView::id, HostView::hostname, (a, b) -> a));
    }

    private void require(String id) {
        if (!exposure.knows(id)) {
            throw ProblemException.notFound("advisory", id);
        }
    }
}
