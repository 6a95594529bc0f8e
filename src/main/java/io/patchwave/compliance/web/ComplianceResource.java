package io.patchwave.compliance.web;

import io.patchwave.compliance.ComplianceQuery;
import io.patchwave.compliance.ComplianceService;
import io.patchwave.compliance.ComplianceSummary;
import io.patchwave.compliance.export.ExportFormat;
import io.patchwave.compliance.export.ExportService;
import io.patchwave.compliance.export.ExportView;
import io.patchwave.exposure.FindingQuery.Grain;
import io.patchwave.platform.idempotency.Idempotent;
import io.patchwave.platform.problem.ProblemException;
import io.patchwave.platform.security.CurrentActor;
import io.patchwave.platform.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Compliance as counts, as a stream, and as exports that stay. */
@Path("/api/v1")
class ComplianceResource {
    private final ComplianceService compliance;
    private final ExportService exports;
    private final CurrentActor actor;
    private final Clock clock;

    ComplianceResource(ComplianceService compliance, ExportService exports, CurrentActor actor, Clock clock) {
        this.compliance = compliance;
        this.exports = exports;
        this.actor = actor;
        this.clock = clock;
    }

    /** What an export is asked for with; all members optional. */
    record ExportRequest(
            @Nullable String format,
            @Nullable String asOf,
            @Nullable String knownAt,
            @Nullable String group,
            @Nullable String framework,
            @Nullable String grain) {}

    @GET
    @Path("/compliance/summary")
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
    public ComplianceSummary summary(
            @RestQuery @Nullable String asOf,
            @RestQuery @Nullable String knownAt,
            @RestQuery @Nullable String group,
            @RestQuery @Nullable String grain) {
        return compliance.summary(query(asOf, knownAt, group, null, grain), asOf == null && knownAt == null);
    }

    /** Streams the rows; the head is at the address of the {@code Link} header once the stream has ended. */
    @GET
    @Path("/compliance/export")
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
    public Response export(
            @RestQuery @Nullable String format,
            @RestQuery @Nullable String asOf,
            @RestQuery @Nullable String knownAt,
            @RestQuery @Nullable String group,
            @RestQuery @Nullable String framework,
            @RestQuery @Nullable String grain) {
        ExportFormat as = ExportFormat.of(format);
        ComplianceQuery query = query(asOf, knownAt, group, framework, grain);
        UUID id = exports.open(query, as);
        String by = actor.actor().name();
        StreamingOutput rows = out -> exports.write(id, query, as, by, out);
        return Response.ok(rows, as.mediaType())
                .header("Link", "</api/v1/exports/" + id + ">; rel=\"describedby\"")
                .header("Content-Disposition", "attachment; filename=\"patchwave-" + id + "." + as.word() + "\"")
                .build();
    }

    @POST
    @Path("/exports")
    @Idempotent
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
    public Response queue(@Nullable ExportRequest request) {
        ExportRequest wanted = request == null ? new ExportRequest(null, null, null, null, null, null) : request;
        ComplianceQuery query =
                query(wanted.asOf(), wanted.knownAt(), wanted.group(), wanted.framework(), wanted.grain());
        UUID id = exports.queue(query, ExportFormat.of(wanted.format()));
        return Response.accepted(exports.find(id))
                .location(URI.create("/api/v1/exports/" + id))
                .build();
    }

    @GET
    @Path("/exports/{id}")
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
    public ExportView find(@RestPath UUID id) {
        return exports.find(id);
    }

    @GET
    @Path("/exports/{id}/content")
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
    public Response content(@RestPath UUID id) {
        ExportView view = exports.find(id);
        return Response.ok(
                        exports.content(id).toFile(),
                        ExportFormat.of(view.format()).mediaType())
                .header("Link", "</api/v1/exports/" + id + ">; rel=\"describedby\"")
                .build();
    }

    private ComplianceQuery query(
            @Nullable String asOf,
            @Nullable String knownAt,
            @Nullable String group,
            @Nullable String framework,
            @Nullable String grain) {
        if (framework != null) {
            throw ProblemException.invalid(
                    "framework", "no framework is mapped by this version; leave it out for all rows");
        }
        Instant now = clock.instant();
        ComplianceQuery query = new ComplianceQuery(
                ComplianceService.instantOr(asOf, "asOf", now),
                ComplianceService.instantOr(knownAt, "knownAt", now),
                grain(grain),
                group);
        compliance.check(query);
        return query;
    }

    private static Grain grain(@Nullable String word) {
        if (word == null) {
            return Grain.REMEDY;
        }
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "remedy" -> Grain.REMEDY;
            case "advisory" -> Grain.ADVISORY;
            default -> throw ProblemException.invalid("grain", "must be remedy or advisory, was " + word);
        };
    }
}
