package io.patchwave.audit.web;

import io.patchwave.audit.AuditEntry;
import io.patchwave.audit.AuditHead;
import io.patchwave.audit.AuditLog;
import io.patchwave.audit.AuditQuery;
import io.patchwave.audit.AuditVerification;
import io.patchwave.platform.paging.Page;
import io.patchwave.platform.paging.PageRequest;
import io.patchwave.platform.problem.ProblemException;
import io.patchwave.platform.security.Roles;
import io.patchwave.platform.time.Instants;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The audit log: its entries and its proof. */
@Path("/api/v1/audit")
class AuditResource {
    private final AuditLog log;

    AuditResource(AuditLog log) {
        this.log = log;
    }

    /** Filters of the list; {@code from} is included, {@code to} is not. */
    record Filters(
            @RestQuery @Nullable String actor,
            @RestQuery @Nullable String action,
            @RestQuery @Nullable String subject,
            @RestQuery @Nullable String from,
            @RestQuery @Nullable String to) {}

    @GET
    @Path("/events")
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
    public Page<AuditEntry> events(
            @BeanParam Filters filters,
            @RestQuery @Nullable Integer limit,
            @RestQuery @Nullable String after,
            @RestQuery boolean count) {
        AuditQuery query = new AuditQuery(
                filters.actor(),
                filters.action(),
                filters.subject(),
                instant("from", filters.from()),
                instant("to", filters.to()));
        return log.events(query, PageRequest.of(limit, after, "audit-events", query), count);
    }

    /** {@code block} and {@code hash} are a head kept from earlier: the chain must still hold it. */
    @GET
    @Path("/verify")
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
    public AuditVerification verify(@RestQuery @Nullable Long block, @RestQuery @Nullable String hash) {
        if (block == null && hash == null) {
            return log.verify(null);
        }
        if (block == null || hash == null) {
            throw ProblemException.invalid("block", "a kept head is both, `block` and `hash`");
        }
        return log.verify(new AuditHead(block, hash));
    }

    private static @Nullable Instant instant(String field, @Nullable String text) {
        return text == null ? null : Instants.parse(field, text);
    }
}
