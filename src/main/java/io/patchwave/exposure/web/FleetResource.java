package io.patchwave.exposure.web;

import io.patchwave.exposure.ExposureCounts;
import io.patchwave.exposure.FleetCounts;
import io.patchwave.exposure.FleetExposure;
import io.patchwave.exposure.FleetFilter;
import io.patchwave.exposure.Verdict;
import io.patchwave.platform.paging.Page;
import io.patchwave.platform.paging.PageRequest;
import io.patchwave.platform.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Exposure of the whole fleet: counts, counts by what, hosts. */
@Path("/api/v1/exposure")
class FleetResource {
    private final FleetExposure fleet;

    FleetResource(FleetExposure fleet) {
        this.fleet = fleet;
    }

    /** A host in a list; {@code kev}, {@code critical} and {@code open} count all its open security findings. */
    record HostRow(UUID hostId, String hostname, String verdict, double risk, int kev, int critical, int open) {
        static HostRow of(FleetExposure.Row row) {
            return new HostRow(
                    row.hostId(),
                    row.hostname(),
                    row.verdict().word(),
                    row.risk(),
                    row.kev(),
                    row.critical(),
                    row.open());
        }
    }

    @GET
    @Path("/counts")
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
    @Operation(summary = "How many hosts stand where with what the filter means, each counted under its worst verdict")
    public ExposureCounts counts(@BeanParam FleetParameters asked) {
        FleetFilter filter = asked.filter();
        fleet.check(filter);
        return fleet.counts(filter, asked.moment());
    }

    @GET
    @Path("/by/{dimension}")
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
    @Operation(
            summary = "Hosts counted per advisory, cve, kb, product, group, tag, severity or kev, most exposed first",
            description = "Of the present only. Keys without any host are left out.")
    public Page<FleetCounts.Row> by(
            @RestPath String dimension,
            @BeanParam FleetParameters asked,
            @RestQuery @DefaultValue("false") boolean count,
            @RestQuery @Nullable Integer limit,
            @RestQuery @Nullable String after) {
        FleetExposure.By by = Words.choice(FleetExposure.By.class, "dimension", dimension);
        FleetFilter filter = asked.filter();
        PageRequest page = PageRequest.of(limit, after, "fleet-by", dimension, asked.all());
        fleet.check(filter);
        if (!asked.moment().equals(FleetExposure.Moment.NOW)) {
            throw io.patchwave.platform.problem.ProblemException.invalid(
                    "asOf", "is not for this list; ask /exposure/counts or /exposure/history for a past day");
        }
        return Page.ofAll(fleet.counts(filter, by), page, count, FleetCounts.Row::key);
    }

    @GET
    @Path("/hosts")
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
    @Operation(
            summary = "Hosts by their verdict about what the filter means, by risk, worst first",
            description = "verdict is a list of verdicts (exposed where left out), or all.")
    public Page<HostRow> hosts(
            @BeanParam FleetParameters asked,
            @RestQuery @DefaultValue("exposed") String verdict,
            @RestQuery @DefaultValue("risk") String sort,
            @RestQuery @DefaultValue("false") boolean count,
            @RestQuery @Nullable Integer limit,
            @RestQuery @Nullable String after) {
        FleetExposure.Order order = Words.choice(FleetExposure.Order.class, "sort", sort);
        List<Verdict> verdicts = verdicts(verdict);
        FleetFilter filter = asked.filter();
        PageRequest page = PageRequest.of(limit, after, "fleet-hosts", verdict, sort, asked.all());
        fleet.check(filter);
        return fleet.hosts(filter, verdicts, order, asked.moment(), page, count).map(HostRow::of);
    }

    static List<Verdict> verdicts(String written) {
        return written.equals("all")
                ? List.of(Verdict.values())
                : Arrays.stream(FleetParameters.words(written))
                        .map(word -> Objects.requireNonNull(Words.choice(Verdict.class, "verdict", word)))
                        .toList();
    }
}
