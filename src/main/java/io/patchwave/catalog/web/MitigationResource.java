package io.patchwave.catalog.web;

import io.patchwave.catalog.CatalogService;
import io.patchwave.catalog.Mitigation;
import io.patchwave.platform.paging.Page;
import io.patchwave.platform.paging.PageRequest;
import io.patchwave.platform.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** What lowers a danger without the patch. */
@Path("/api/v1/mitigations")
class MitigationResource {
    private final CatalogService catalog;

    MitigationResource(CatalogService catalog) {
        this.catalog = catalog;
    }

    @GET
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
    public Page<Mitigation> list(
            @RestQuery @Nullable Integer limit, @RestQuery @Nullable String after, @RestQuery boolean count) {
        return Page.ofAll(catalog.mitigations(), PageRequest.of(limit, after, "mitigations"), count, Mitigation::id);
    }
}
