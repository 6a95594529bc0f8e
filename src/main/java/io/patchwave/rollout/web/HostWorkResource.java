package io.patchwave.rollout.web;

import io.patchwave.platform.paging.Page;
import io.patchwave.platform.paging.PageRequest;
import io.patchwave.platform.security.Roles;
import io.patchwave.rollout.AssignmentView;
import io.patchwave.rollout.ReportView;
import io.patchwave.rollout.RolloutQueries;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** A host's assignments and reports. */
@Path("/api/v1/hosts/{id}")
class HostWorkResource {
    private final RolloutQueries queries;

    HostWorkResource(RolloutQueries queries) {
        this.queries = queries;
    }

    @GET
    @Path("/assignments")
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
    public Page<AssignmentView> assignments(
            @RestPath UUID id,
            @RestQuery @Nullable String state,
            @RestQuery @Nullable Integer limit,
            @RestQuery @Nullable String after) {
        return queries.assignmentsOfHost(id, state, PageRequest.of(limit, after, "host-assignments", id, state));
    }

    @GET
    @Path("/reports")
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
    public Page<ReportView> reports(
            @RestPath UUID id, @RestQuery @Nullable Integer limit, @RestQuery @Nullable String after) {
        return queries.reportsOfHost(id, PageRequest.of(limit, after, "host-reports", id));
    }
}
