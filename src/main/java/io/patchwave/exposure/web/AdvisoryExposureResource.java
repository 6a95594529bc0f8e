package io.patchwave.exposure.web;

import io.patchwave.exposure.ExposureCounts;
import io.patchwave.exposure.ExposureService;
import io.patchwave.exposure.FleetExposure;
import io.patchwave.exposure.FleetFilter;
import io.patchwave.exposure.HostVerdict;
import io.patchwave.exposure.Verdict;
import io.patchwave.inventory.HostQuery;
import io.patchwave.platform.paging.Page;
import io.patchwave.platform.paging.PageRequest;
import io.patchwave.platform.problem.ProblemException;
import io.patchwave.platform.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Who is exposed to an advisory. */
@Path("/api/v1/advisories/{id}")
class AdvisoryExposureResource {
    private static final List<Verdict> BUT_UNAFFECTED = Arrays.stream(Verdict.values())
            .filter(verdict -> verdict != Verdict.UNAFFECTED)
            .toList();

    private final ExposureService exposure;
    private final FleetExposure fleet;

    AdvisoryExposureResource(ExposureService exposure, FleetExposure fleet) {
        this.exposure = exposure;
        this.fleet = fleet;
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
        return fleet.counts(filter(id, null, null), new FleetExposure.Moment(day, knowledge));
    }

    @GET
    @Path("/hosts")
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
    public Page<Row> hosts(
            @RestPath String id,
            @RestQuery @Nullable String verdict,
            @RestQuery @Nullable String group,
            @RestQuery @Nullable String tag,
            @RestQuery @DefaultValue("false") boolean count,
            @RestQuery @Nullable Integer limit,
            @RestQuery @Nullable String after) {
        List<Verdict> wanted = verdict == null ? BUT_UNAFFECTED : FleetResource.verdicts(verdict);
        PageRequest page = PageRequest.of(limit, after, "advisory-hosts", id, verdict, group, tag);
        require(id);
        FleetFilter filter = filter(id, group, tag);
        fleet.check(filter);
        Page<FleetExposure.Row> found =
                fleet.hosts(filter, wanted, FleetExposure.Order.ID, FleetExposure.Moment.NOW, page, count);
        Map<UUID, HostVerdict> shown =
                exposure
                        .shown(
                                found.items().stream()
                                        .map(FleetExposure.Row::hostId)
                                        .toList(),
                                List.of(id))
                        .stream()
                        .collect(Collectors.toMap(HostVerdict::hostId, Function.identity()));
        return found.map(row -> Row.of(Objects.requireNonNull(shown.get(row.hostId())), row.hostname()));
    }

    private static FleetFilter filter(String id, @Nullable String group, @Nullable String tag) {
        return new FleetFilter(
                id, null, null, null, null, null, null, new HostQuery(null, null, tag, group, null, null));
    }

    private void require(String id) {
        if (!exposure.knows(id)) {
            throw ProblemException.notFound("advisory", id);
        }
    }
}
