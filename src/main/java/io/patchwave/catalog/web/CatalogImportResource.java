package io.patchwave.catalog.web;

import io.patchwave.catalog.feed.CatalogImports;
import io.patchwave.catalog.feed.ImportView;
import io.patchwave.platform.idempotency.Idempotent;
import io.patchwave.platform.paging.Page;
import io.patchwave.platform.paging.PageRequest;
import io.patchwave.platform.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Imports into the catalog. */
@Path("/api/v1/catalog/imports")
class CatalogImportResource {
    private final CatalogImports imports;

    CatalogImportResource(CatalogImports imports) {
        this.imports = imports;
    }

    /** Why a person decides as they do. */
    record Decision(@Nullable String reason) {}

    @POST
    @Idempotent
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
    @Operation(
            summary = "Import a document into the catalog",
            description =
                    "The body is the file itself: a document, alone or compressed (gz, xz, zst, bz2), or a zip or tar of"
                            + " them. Answers at once; the import runs in the background, all of it in one transaction. The words"
                            + " `advisory` (one's own advisories) and `bundle` come with a later version and are refused like any"
                            + " unknown word.")
    public RestResponse<ImportView> submit(
            @RestQuery
                    @DefaultValue("auto")
                    @Parameter(
                            description =
                                    "auto, cvrf, updateinfo, repodata, osv, kev, epss, debian, dsa or windows-history")
                    String format,
            @RestQuery @Parameter(description = "The file's name, for messages") @Nullable String filename,
            @RestQuery
                    @Parameter(description = "Name of the repository; a new import under the same name replaces it")
                    @Nullable String mirror,
            @RestQuery("for")
                    @Parameter(description = "Whom the repository speaks for, for example almalinux:8")
                    @Nullable String forWord,
            InputStream body) {
        ImportView queued = imports.submit(format, filename, mirror, forWord, body);
        return RestResponse.ResponseBuilder.<ImportView>create(RestResponse.Status.ACCEPTED)
                .location(URI.create("/api/v1/catalog/imports/" + queued.id()))
                .entity(queued)
                .build();
    }

    @GET
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
    public Page<ImportView> list(
            @RestQuery @Nullable Integer limit, @RestQuery @Nullable String after, @RestQuery boolean count) {
        return imports.list(PageRequest.of(limit, after, "catalog-imports"), count);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
    public ImportView one(@RestPath UUID id) {
        return imports.require(id);
    }

    @POST
    @Path("/{id}/apply")
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            summary = "Apply a held import",
            description = "It runs again over the stored upload, on the catalog as it is then, and is not held again."
                    + " Twice is once; 409 tells the present state of an import that is neither held nor applied so.")
    public ImportView apply(@RestPath UUID id, @Nullable Decision decision) {
        return imports.apply(id, decision == null ? null : decision.reason());
    }

    @POST
    @Path("/{id}/refuse")
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            summary = "Refuse a held import",
            description = "For good: nothing of it is applied and the upload is deleted. Twice is once; 409 tells the"
                    + " present state of an import that is neither held nor refused.")
    public ImportView refuse(@RestPath UUID id, @Nullable Decision decision) {
        return imports.refuse(id, decision == null ? null : decision.reason());
    }
}
