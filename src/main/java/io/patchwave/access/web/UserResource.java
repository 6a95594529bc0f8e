package io.patchwave.access.web;

import io.patchwave.access.Role;
import io.patchwave.access.UserService;
import io.patchwave.access.UserView;
import io.patchwave.platform.idempotency.Idempotent;
import io.patchwave.platform.paging.Page;
import io.patchwave.platform.paging.PageRequest;
import io.patchwave.platform.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.net.URI;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Users, for admins. */
@Path("/api/v1/users")
class UserResource {
    private final UserService users;

    UserResource(UserService users) {
        this.users = users;
    }

    /** A new user. */
    record NewUser(
            @NotNull String username,
            @NotNull String password,
            @NotNull Role role) {}

    @GET
    @RolesAllowed(Roles.ADMIN)
    public Page<UserView> list(
            @RestQuery @Nullable Integer limit, @RestQuery @Nullable String after, @RestQuery boolean count) {
        return Page.ofAll(users.list(), PageRequest.of(limit, after, "users"), count, UserView::id);
    }

    @POST
    @Idempotent
    @RolesAllowed(Roles.ADMIN)
    public RestResponse<UserView> create(@NotNull @Valid NewUser wanted) {
        UserView user = users.create(wanted.username(), wanted.password(), wanted.role());
        return RestResponse.ResponseBuilder.<UserView>created(URI.create("/api/v1/users/" + user.id()))
                .entity(user)
                .build();
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed(Roles.ADMIN)
    public void delete(@RestPath UUID id) {
        users.delete(id);
    }
}
