package io.patchwave.access.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.patchwave.access.EnrollmentTokenView;
import io.patchwave.access.EnrollmentTokens;
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
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Enrolment tokens: what lets machines in. */
@Path("/api/v1/enrollment-tokens")
class EnrollmentTokenResource {
    private final EnrollmentTokens tokens;
    private final SecurityIdentity identity;

    EnrollmentTokenResource(EnrollmentTokens tokens, SecurityIdentity identity) {
        this.tokens = tokens;
        this.identity = identity;
    }

    /** A new enrolment token; without {@code expiresAt} it lives 7 days, without {@code maxUses} it has any number of uses. */
    record NewEnrollmentToken(
            @NotNull String description,
            @Nullable Instant expiresAt,
            @Nullable Integer maxUses,
            @Nullable List<@NotNull String> tags,
            @Nullable UUID hostId) {}

    /** The answer that shows the secret, once. */
    record CreatedEnrollmentToken(@JsonUnwrapped EnrollmentTokenView view, String token) {}

    @GET
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
    public Page<EnrollmentTokenView> list(
            @RestQuery @Nullable Integer limit, @RestQuery @Nullable String after, @RestQuery boolean count) {
        return tokens.list(PageRequest.of(limit, after, "enrollment-tokens"), count);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
    public EnrollmentTokenView one(@RestPath UUID id) {
        return tokens.require(id);
    }

    @POST
    @IdempotentSecret
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
    public RestResponse<CreatedEnrollmentToken> create(@NotNull @Valid NewEnrollmentToken wanted) {
        EnrollmentTokens.Wish wish = new EnrollmentTokens.Wish(
                wanted.description(),
                wanted.expiresAt(),
                wanted.maxUses(),
                wanted.tags() == null ? List.of() : wanted.tags(),
                wanted.hostId());
        EnrollmentTokens.Created made = tokens.create(wish, identity.hasRole(Roles.ADMIN));
        URI location = URI.create("/api/v1/enrollment-tokens/" + made.view().id());
        return RestResponse.ResponseBuilder.<CreatedEnrollmentToken>created(location)
                .entity(new CreatedEnrollmentToken(made.view(), made.secret()))
                .build();
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
    public void revoke(@RestPath UUID id) {
        tokens.revoke(id);
    }
}
