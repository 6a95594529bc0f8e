package io.patchwave.access.web;

import io.patchwave.access.EnrollmentConflictView;
import io.patchwave.access.EnrollmentConflicts;
import io.patchwave.platform.paging.Page;
import io.patchwave.platform.paging.PageRequest;
import io.patchwave.platform.problem.ProblemException;
import io.patchwave.platform.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.Arrays;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Machines that asked to enrol under a known machine id without proof. */
@Path("/api/v1/enrollment-conflicts")
class EnrollmentConflictResource {
    private final EnrollmentConflicts conflicts;

    EnrollmentConflictResource(EnrollmentConflicts conflicts) {
        this.conflicts = conflicts;
    }

    @GET
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
    public Page<EnrollmentConflictView> list(
            @RestQuery @Nullable String state,
            @RestQuery @Nullable Integer limit,
            @RestQuery @Nullable String after,
            @RestQuery boolean count) {
        return conflicts.list(parse(state), PageRequest.of(limit, after, "enrollment-conflicts", state), count);
    }

    @POST
    @Path("/{id}/allow")
    @RolesAllowed(Roles.ADMIN)
    public EnrollmentConflictView allow(@RestPath UUID id) {
        return conflicts.allow(id);
    }

    @POST
    @Path("/{id}/refuse")
    @RolesAllowed(Roles.ADMIN)
    public EnrollmentConflictView refuse(@RestPath UUID id) {
        return conflicts.refuse(id);
    }

    private static EnrollmentConflictView.@Nullable State parse(@Nullable String state) {
        if (state == null) {
            return null;
        }
        return Arrays.stream(EnrollmentConflictView.State.values())
                .filter(known -> known.text().equals(state))
                .findFirst()
                .orElseThrow(() -> ProblemException.invalid("state", "must be open, allowed, used or refused"));
    }
}
