package io.patchwave.inventory.imports;

import io.patchwave.platform.idempotency.Idempotent;
import io.patchwave.platform.job.JobView;
import io.patchwave.platform.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
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

/** Imports of hosts that cannot run an agent. */
@Path("/api/v1/hosts/imports")
class HostImportResource {
    private final HostUploads uploads;

    HostImportResource(HostUploads uploads) {
        this.uploads = uploads;
    }

    @POST
    @Idempotent
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
    @Operation(
            summary = "Import hosts from files",
            description =
                    "The body is the file itself, alone or compressed (gz, xz, zst, bz2), or a zip or tar of many. Answers at"
                            + " once; the import runs in the background. A host that an agent speaks for is never changed by a"
                            + " file, nor by a file older than what is known.")
    public RestResponse<JobView> submit(
            @RestQuery
                    @Parameter(
                            description =
                                    "auto (default), systeminfo, qfe, rpm-qa, dpkg-l, csv, xlsx, inventory or zip")
                    @Nullable String format,
            @RestQuery
                    @Parameter(
                            description = "When the files were written (RFC 3339): the evidence is as old as that."
                                    + " Without it the times inside an archive count, else now")
                    @Nullable String at,
            @RestQuery
                    @Parameter(description = "The file's name: a hint, and the host's name where the content has none")
                    @Nullable String filename,
            @RestQuery @Parameter(description = "The host's name, for a file of one host") @Nullable String hostname,
            @RestQuery
                    @Parameter(
                            description = "Distribution and version of package lists that do not tell, as almalinux:8")
                    @Nullable String os,
            InputStream body) {
        JobView queued = uploads.submit(new HostUploads.Request(format, at, filename, hostname, os), body);
        return RestResponse.ResponseBuilder.<JobView>create(RestResponse.Status.ACCEPTED)
                .location(URI.create("/api/v1/hosts/imports/" + queued.id()))
                .entity(queued)
                .build();
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
    @Operation(summary = "State, progress in bytes, counts and problems of an import")
    public JobView one(@RestPath UUID id) {
        return uploads.require(id);
    }
}
