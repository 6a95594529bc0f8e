package io.patchwave.catalog.web;

import io.patchwave.catalog.CatalogService;
import io.patchwave.catalog.Mitigation;
import io.patchwave.platform.paging.Page;
import io.patchwave.platform.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** What lowers a danger without the patch. */
@Path("/api/v1/mitigations")
class MitigationResource {
    private final CatalogService catalog;

    MitigationResource(CatalogService catalog) {
        this.catalog = catalog;
    }

    @GET
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
    public Page<Mitigation> list() {
        return new Page<>(catalog.mitigations(), null);
    }
}
