package io.patchwave.access.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.patchwave.access.ApiTokenService;
import io.patchwave.access.ApiTokenView;
import io.patchwave.access.Role;
import io.patchwave.platform.idempotency.IdempotentSecret;
import io.patchwave.platform.paging.Page;
import io.patchwave.platform.paging.PageRequest;
import io.patchwave.platform.security.Roles;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** API tokens: one's own, for admins everybody's. */
@Path("/api/v1/tokens")
class TokenResource {
    private final ApiTokenService tokens;
    private final SecurityIdentity identity;

    TokenResource(ApiTokenService tokens, SecurityIdentity identity) {
        this.tokens = tokens;
        this.identity = identity;
    }

    /** A new token for the caller; without role it has the caller's. */
    record NewToken(
            @NotNull String name,
            @Nullable Role role,
            @Nullable Instant expiresAt) {}

    /** The answer that shows the secret, once. */
    record CreatedToken(@JsonUnwrapped ApiTokenView view, String token) {}

    @GET
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
    public Page<ApiTokenView> list(
            @RestQuery @Nullable Integer limit, @RestQuery @Nullable String after, @RestQuery boolean count) {
        boolean all = identity.hasRole(Roles.ADMIN);
        PageRequest page = PageRequest.of(limit, after, "tokens", all);
        return Page.ofAll(all ? tokens.all() : tokens.own(), page, count, ApiTokenView::id);
    }

    @POST
    @IdempotentSecret
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
    public RestResponse<CreatedToken> create(@NotNull @Valid NewToken wanted) {
        ApiTokenService.Created made =
                tokens.create(wanted.name(), CallerRole.of(identity), wanted.role(), wanted.expiresAt());
        URI location = URI.create("/api/v1/tokens/" + made.view().id());
        return RestResponse.ResponseBuilder.<CreatedToken>created(location)
                .entity(new CreatedToken(made.view(), made.secret()))
                .build();
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
    public void revoke(@RestPath UUID id) {
        tokens.revoke(id, identity.hasRole(Roles.ADMIN));
    }
}
