package io.patchwave.exposure.opinion;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.patchwave.exposure.FleetHost;
import io.patchwave.exposure.simulation.Scope;
import io.patchwave.inventory.HostQuery;
import io.patchwave.inventory.HostService;
import io.patchwave.platform.paging.Page;
import io.patchwave.platform.paging.PageRequest;
import io.patchwave.platform.problem.ProblemException;
import io.patchwave.platform.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Where the fleet's own update clients and this server differ, by rule. */
@Path("/api/v1/disagreements")
@Produces(MediaType.APPLICATION_JSON)
class DisagreementResource {
    private static final String NO_OPINION = "no-second-opinion";

    private final FleetOpinions fleet;
    private final Scope scope;
    private final HostService hosts;

    DisagreementResource(FleetOpinions fleet, Scope scope, HostService hosts) {
        this.fleet = fleet;
        this.scope = scope;
        this.hosts = hosts;
    }

    /**
     * The fleet's disagreements by rule and direction.
     *
     * @param compared hosts with an opinion and an inventory
     * @param agreeing of them those without any disagreement
     * @param stale hosts left out because they have not spoken for long: their answer is as old, the catalog is not
     */
    record FleetDisagreements(
            List<RuleCounts.Row> items,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String next,

            @Nullable Long count,
            @Nullable String reason,
            long revision,
            int compared,
            int agreeing,
            int withoutOpinion,
            int withoutInventory,
            int stale) {}

    @GET
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
    @Operation(
            summary = "How often each rule is contradicted by the hosts' own update clients",
            description = "Counts per rule and direction over the hosts in service, most hosts first, each with some"
                    + " hosts to look at: a rule that is wrong shows here. Compared once per distinct software and"
                    + " opinion, kept until the catalog changes.")
    public FleetDisagreements ofFleet(
            @RestQuery @Parameter(description = "Only this rule, for example R4") @Nullable String rule,
            @RestQuery @Parameter(description = "`missing` or `not-missing`: what the hosts say") @Nullable String theirs,
            @RestQuery @Parameter(description = "Id or name of a group of hosts") @Nullable String group,
            @RestQuery @DefaultValue("false") boolean count,
            @RestQuery @Nullable Integer limit,
            @RestQuery @Nullable String after) {
        if (theirs != null && !theirs.equals("missing") && !theirs.equals("not-missing")) {
            throw ProblemException.invalid("theirs", "must be missing or not-missing; was " + theirs);
        }
        PageRequest page = PageRequest.of(limit, after, "disagreements", rule, theirs, group);
        List<FleetHost> members = scope.of(null, group);
        Set<UUID> stale = new HashSet<>(hosts.matching(new HostQuery(null, null, null, null, "stale", null)));
        FleetOpinions.Fleet found = fleet.of(members, stale);
        List<RuleCounts.Row> rows = RuleCounts.of(found).stream()
                .filter(row -> rule == null || row.rule().equals(rule))
                .filter(row -> theirs == null || row.theirs().equals(theirs))
                .toList();
        Page<RuleCounts.Row> rowsOfPage =
                Page.ofAll(rows, page, count, row -> row.theirs() + " " + row.rule() + " " + row.ours());
        int agreeing =
                (int) found.byHost().values().stream().filter(List::isEmpty).count();
        return new FleetDisagreements(
                rowsOfPage.items(),
                rowsOfPage.next(),
                rowsOfPage.count(),
                found.byHost().isEmpty() ? NO_OPINION : null,
                found.revision(),
                found.byHost().size(),
                agreeing,
                found.withoutOpinion(),
                found.withoutInventory(),
                found.silent());
    }
}
