package io.patchwave.catalog.web;

import io.patchwave.catalog.CatalogService;
import io.patchwave.platform.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Which server this is, and which catalog it answers from. */
@Path("/api/v1/meta")
class MetaResource {
    private final CatalogService catalog;
    private final Clock clock;
    private final String version;

    MetaResource(
            CatalogService catalog,
            Clock clock,
            @ConfigProperty(name = "quarkus.application.version", defaultValue = "unknown") String version) {
        this.catalog = catalog;
        this.clock = clock;
        this.version = version;
    }

    /** {@code catalogAge} is an ISO 8601 duration since the catalog last changed. */
    record Meta(String version, long catalogRevision, Duration catalogAge, Instant serverTime) {}

    @GET
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
    public Meta meta() {
        return new Meta(version, catalog.revision(), catalog.age(), clock.instant());
    }
}
