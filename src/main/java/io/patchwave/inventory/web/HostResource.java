package io.patchwave.inventory.web;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.JsonNode;
import io.patchwave.inventory.HostHistory;
import io.patchwave.inventory.HostHistory.HostState;
import io.patchwave.inventory.HostQuery;
import io.patchwave.inventory.HostService;
import io.patchwave.inventory.HostService.Labels;
import io.patchwave.inventory.HostView;
import io.patchwave.inventory.InventoryService;
import io.patchwave.inventory.InventoryService.Evidence;
import io.patchwave.platform.paging.Page;
import io.patchwave.platform.paging.PageRequest;
import io.patchwave.platform.problem.PlatformProblem;
import io.patchwave.platform.problem.ProblemException;
import io.patchwave.platform.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Hosts: finding them, labelling them, taking them out of service. */
@Path("/api/v1/hosts")
@Produces(MediaType.APPLICATION_JSON)
class HostResource {
    private final HostService hosts;
    private final HostHistory history;
    private final InventoryService inventory;
    private final Clock clock;

    HostResource(HostService hosts, HostHistory history, InventoryService inventory, Clock clock) {
        this.hosts = hosts;
        this.history = history;
        this.inventory = inventory;
        this.clock = clock;
    }

    /** A document as received, its text unchanged. {@code receivedAt} is the first time, {@code evidenceAt} this host's. */
    record DocumentJson(
            String digest,
            Instant receivedAt,
            @Nullable Instant evidenceAt,
            @JsonRawValue String document) {}

    @GET
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
    public Page<HostJson> list(
            @RestQuery @Nullable String q,
            @RestQuery @Nullable String os,
            @RestQuery @Nullable String tag,
            @RestQuery @Nullable String group,
            @RestQuery @Nullable String status,
            @RestQuery @Nullable String exposedTo,
            @RestQuery @Nullable String sort,
            @RestQuery @Nullable Integer limit,
            @RestQuery @Nullable String after,
            @RestQuery boolean count) {
        HostQuery query = new HostQuery(q, os, tag, group, status, exposedTo);
        PageRequest page = PageRequest.of(limit, after, "hosts", query, String.valueOf(sort));
        return hosts.list(query, sort, page, count).map(host -> HostJson.of(host, clock));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
    public Response one(@RestPath UUID id) {
        return answer(hosts.require(id));
    }

    @GET
    @Path("/{id}/inventory")
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
    public DocumentJson inventory(@RestPath UUID id) {
        HostView host = hosts.require(id);
        Evidence evidence = inventory
                .inventory(host)
                .orElseThrow(() -> new ProblemException(
                        PlatformProblem.NOT_FOUND, host.hostname() + " has not sent an inventory yet."));
        return document(evidence, host.evidenceAt());
    }

    @GET
    @Path("/{id}/facts")
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
    public DocumentJson facts(@RestPath UUID id) {
        HostView host = hosts.require(id);
        Evidence evidence = inventory
                .facts(host)
                .orElseThrow(() ->
                        new ProblemException(PlatformProblem.NOT_FOUND, host.hostname() + " has not sent facts yet."));
        return document(evidence, null);
    }

    @GET
    @Path("/{id}/history")
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
    public Page<HostState> history(
            @RestPath UUID id, @RestQuery @Nullable Integer limit, @RestQuery @Nullable String after) {
        return history.of(hosts.require(id).id(), PageRequest.of(limit, after, "host-history", id));
    }

    @PATCH
    @Path("/{id}")
    @Consumes({"application/merge-patch+json", "application/json"})
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
    public Response label(@RestPath UUID id, @HeaderParam("If-Match") @Nullable String ifMatch, JsonNode patch) {
        HostView host = hosts.require(id);
        matches(ifMatch, host);
        return answer(hosts.label(id, HostPatch.apply(patch, Labels.of(host))));
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
    public void retire(@RestPath UUID id, @HeaderParam("If-Match") @Nullable String ifMatch) {
        matches(ifMatch, hosts.require(id));
        inventory.retire(id);
    }

    @POST
    @Path("/{id}/restore")
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
    public Response restore(@RestPath UUID id) {
        return answer(inventory.restore(id));
    }

    private Response answer(HostView host) {
        return Response.ok(HostJson.of(host, clock))
                .tag(new EntityTag(HostJson.tag(host)))
                .build();
    }

    private static DocumentJson document(Evidence evidence, @Nullable Instant evidenceAt) {
        String text = new String(evidence.body(), StandardCharsets.UTF_8);
        return new DocumentJson(
                evidence.digest(),
                evidence.receivedAt(),
                evidenceAt,
                text.startsWith("\uFEFF") ? text.substring(1) : text);
    }

    private static void matches(@Nullable String ifMatch, HostView host) {
        if (ifMatch != null && !ifMatch.equals("*") && !ifMatch.contains("\"" + HostJson.tag(host) + "\"")) {
            throw new ProblemException(
                    PlatformProblem.PRECONDITION_FAILED,
                    "The host has changed; read it again and send its present ETag.");
        }
    }
}
