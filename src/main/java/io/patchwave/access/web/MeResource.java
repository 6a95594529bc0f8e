package io.patchwave.access.web;

import io.patchwave.access.Role;
import io.patchwave.access.UserService;
import io.patchwave.platform.security.CurrentActor;
import io.patchwave.platform.security.Roles;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;

/** The caller's own account. */
@Path("/api/v1/me")
class MeResource {
    private final UserService users;
    private final CurrentActor actor;
    private final SecurityIdentity identity;

    MeResource(UserService users, CurrentActor actor, SecurityIdentity identity) {
        this.users = users;
        this.actor = actor;
        this.identity = identity;
    }

    /** Who the caller is; {@code role} is the one the credentials carry, an API token's may be lower than its user's. */
    record Me(String username, Role role) {}

    /** A change of the caller's own password. */
    record NewPassword(@NotNull String current, @NotNull String password) {}

    @GET
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
    public Me me() {
        return new Me(actor.actor().name(), CallerRole.of(identity));
    }

    @PUT
    @Path("/password")
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
    public void changePassword(@NotNull @Valid NewPassword change) {
        users.changePassword(change.current(), change.password());
    }
}
