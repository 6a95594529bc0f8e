package io.patchwave.exposure.web;

import io.patchwave.exposure.Evaluation;
import io.patchwave.exposure.ExposureService;
import io.patchwave.exposure.Finding;
import io.patchwave.exposure.FindingQuery;
import io.patchwave.inventory.HostService;
import io.patchwave.platform.paging.Page;
import io.patchwave.platform.paging.PageRequest;
import io.patchwave.platform.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** What a host is exposed to, was exposed to, and what cannot be said. */
@Path("/api/v1/hosts/{id}/findings")
class FindingsResource {
    private final ExposureService exposure;
    private final HostService hosts;

    FindingsResource(ExposureService exposure, HostService hosts) {
        this.exposure = exposure;
        this.hosts = hosts;
    }

    /** A finding; {@code advisories} is there with {@code grain=remedy} only. */
    record Item(
            String advisoryId,
            List<String> cves,
            String severity,
            String kind,
            String state,
            String verdict,
            String rule,
            @Nullable Instant firstSeen,
            @Nullable Instant fixedAt,
            List<String> remedies,
            boolean kev,
            @Nullable Double epss,
            String confidence,
            @Nullable String reason,
            @Nullable String satisfiedBy,
            double risk,
            @Nullable List<String> advisories) {
        static Item of(Finding finding) {
            return new Item(
                    finding.advisoryId(),
                    finding.cves(),
                    finding.severity(),
                    finding.kind(),
                    finding.state(),
                    finding.verdict().word(),
                    finding.rule(),
                    finding.firstSeen(),
                    finding.fixedAt(),
                    finding.remedies(),
                    finding.kev(),
                    finding.epss(),
                    finding.confidence().word(),
                    finding.reason(),
                    finding.satisfiedBy(),
                    finding.risk(),
                    finding.advisories().isEmpty() ? null : finding.advisories());
        }
    }

    /**
     * A page of findings; {@code unknowns} is what stays undecided once for the whole host, {@code hints} what
     * looks like a finding and is none, {@code evaluatedRevision} the
     * catalog revision the answer rests on, null while there is none.
     */
    record Findings(
            List<Item> items,

            @com.fasterxml.jackson.annotation.JsonInclude(com.fasterxml.jackson.annotation.JsonInclude.Include.ALWAYS)
            @Nullable String next,

            @Nullable Long count,
            List<Evaluation.HostUnknown> unknowns,
            List<Evaluation.Hint> hints,
            @Nullable Long evaluatedRevision) {}

    @GET
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
    public Findings list(
            @RestPath UUID id,
            @RestQuery @DefaultValue("open") String state,
            @RestQuery @DefaultValue("security") String kind,
            @RestQuery @DefaultValue("advisory") String grain,
            @RestQuery @DefaultValue("false") boolean count,
            @RestQuery @Nullable Integer limit,
            @RestQuery @Nullable String after) {
        FindingQuery query = new FindingQuery(
                Words.choice(FindingQuery.State.class, "state", state),
                Words.kind(kind),
                Words.choice(FindingQuery.Grain.class, "grain", grain));
        PageRequest page = PageRequest.of(limit, after, "findings", id, state, kind, grain);
        hosts.require(id);
        List<Finding> all = exposure.findings(id, query);
        Page<Finding> found = Page.ofAll(all, page, count, finding -> finding.advisoryId() + " " + finding.state());
        return new Findings(
                found.items().stream().map(Item::of).toList(),
                found.next(),
                found.count(),
                exposure.hostUnknowns(id),
                exposure.hints(id),
                exposure.evaluatedRevision(id).orElse(null));
    }
}
