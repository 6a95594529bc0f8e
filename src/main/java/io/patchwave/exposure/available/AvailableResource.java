package io.patchwave.exposure.available;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.patchwave.platform.paging.Page;
import io.patchwave.platform.paging.PageRequest;
import io.patchwave.platform.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** What a host could be brought up to. */
@Path("/api/v1/hosts/{id}/available")
class AvailableResource {
    private final AvailableService available;

    AvailableResource(AvailableService available) {
        this.available = available;
    }

    /** A page of it; {@code reason} says why something is missing. */
    record Available(
            List<AvailablePackage> items,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String next,

            @Nullable Long count,
            @Nullable String reason) {}

    @GET
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
    public Available list(
            @RestPath UUID id,
            @RestQuery @DefaultValue("false") boolean count,
            @RestQuery @Nullable Integer limit,
            @RestQuery @Nullable String after) {
        PageRequest request = PageRequest.of(limit, after, "available", id);
        Availability.Offered offered = available.of(id);
        Page<AvailablePackage> page =
                Page.ofAll(offered.items(), request, count, each -> each.name() + " " + each.arch());
        return new Available(page.items(), page.next(), page.count(), offered.reason());
    }
}
