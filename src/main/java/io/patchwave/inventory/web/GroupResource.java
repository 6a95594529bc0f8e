package io.patchwave.inventory.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchwave.inventory.GroupService;
import io.patchwave.inventory.GroupService.Definition;
import io.patchwave.inventory.GroupView;
import io.patchwave.inventory.HostQuery;
import io.patchwave.inventory.HostService;
import io.patchwave.platform.id.Secrets;
import io.patchwave.platform.idempotency.Idempotent;
import io.patchwave.platform.json.Json;
import io.patchwave.platform.paging.Page;
import io.patchwave.platform.paging.PageRequest;
import io.patchwave.platform.problem.PlatformProblem;
import io.patchwave.platform.problem.ProblemException;
import io.patchwave.platform.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Groups of hosts: saved queries and fixed lists. */
@Path("/api/v1/groups")
@Produces(MediaType.APPLICATION_JSON)
class GroupResource {
    private final GroupService groups;
    private final HostService hosts;
    private final ObjectMapper mapper;
    private final Clock clock;

    GroupResource(GroupService groups, HostService hosts, ObjectMapper mapper, Clock clock) {
        this.groups = groups;
        this.hosts = hosts;
        this.mapper = mapper;
        this.clock = clock;
    }

    /** What makes a group: a name and either a query or a list of host ids. */
    record GroupRequest(
            @Nullable String name,
            @Nullable String description,
            @Nullable HostQuery query,
            @Nullable List<UUID> hosts) {
        Definition definition() {
            if (name == null) {
                throw ProblemException.invalid("name", "is required");
            }
            return new Definition(name, description, query, hosts);
        }
    }

    /** A group on the wire; {@code hosts} is there for fixed lists only. */
    record GroupJson(
            UUID id,
            String name,
            @Nullable String description,
            @Nullable HostQuery query,
            @Nullable List<UUID> hosts,
            Instant createdAt) {
        static GroupJson of(GroupView group) {
            return new GroupJson(
                    group.id(),
                    group.name(),
                    group.description(),
                    group.query(),
                    group.query() == null ? group.hosts() : null,
                    group.createdAt());
        }
    }

    @GET
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
    public Page<GroupJson> list(
            @RestQuery @Nullable Integer limit, @RestQuery @Nullable String after, @RestQuery boolean count) {
        return groups.list(PageRequest.of(limit, after, "groups"), count).map(GroupJson::of);
    }

    @POST
    @Idempotent
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
    public Response create(@Nullable GroupRequest request) {
        GroupView group = groups.create(required(request).definition());
        return Response.created(URI.create("/api/v1/groups/" + group.id()))
                .tag(tag(group))
                .entity(GroupJson.of(group))
                .build();
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
    public Response one(@RestPath UUID id) {
        return answer(groups.require(id));
    }

    @GET
    @Path("/{id}/hosts")
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
    public Page<HostJson> hosts(
            @RestPath UUID id,
            @RestQuery @Nullable String sort,
            @RestQuery @Nullable Integer limit,
            @RestQuery @Nullable String after,
            @RestQuery boolean count) {
        HostQuery query = HostQuery.ofGroup(groups.require(id).id());
        PageRequest page = PageRequest.of(limit, after, "group-hosts", id, String.valueOf(sort));
        return hosts.list(query, sort, page, count).map(host -> HostJson.of(host, clock));
    }

    @PATCH
    @Path("/{id}")
    @Consumes({"application/merge-patch+json", "application/json"})
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
    public Response change(@RestPath UUID id, @RestHeader("If-Match") @Nullable String ifMatch, JsonNode patch)
            throws JsonProcessingException {
        GroupView group = groups.require(id);
        matches(ifMatch, group);
        if (patch == null || !patch.isObject()) {
            throw ProblemException.invalid("body", "must be a JSON object");
        }
        ObjectNode merged = mapper.createObjectNode();
        merged.put("name", group.name());
        merged.put("description", group.description());
        boolean listed = group.query() == null;
        // Sending the other kind turns a list into a query and the reverse.
        if (listed && !patch.hasNonNull("query")) {
            merged.set("hosts", mapper.valueToTree(group.hosts()));
        } else if (!listed && !patch.hasNonNull("hosts")) {
            merged.set("query", mapper.valueToTree(group.query()));
        }
        // Read for its own sake: merged, an unknown member that is null would be gone.
        mapper.treeToValue(patch, GroupRequest.class);
        MergePatch.into(merged, (ObjectNode) patch);
        return answer(
                groups.change(id, mapper.treeToValue(merged, GroupRequest.class).definition()));
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
    public void remove(@RestPath UUID id, @RestHeader("If-Match") @Nullable String ifMatch) {
        matches(ifMatch, groups.require(id));
        groups.remove(id);
    }

    private static Response answer(GroupView group) {
        return Response.ok(GroupJson.of(group)).tag(tag(group)).build();
    }

    private static EntityTag tag(GroupView group) {
        String content = Json.write(GroupJson.of(group));
        return new EntityTag(Secrets.sha256(content).substring(0, 32));
    }

    private static void matches(@Nullable String ifMatch, GroupView group) {
        String tag = '"' + tag(group).getValue() + '"';
        if (ifMatch != null && !ifMatch.equals("*") && !ifMatch.contains(tag)) {
            throw new ProblemException(
                    PlatformProblem.PRECONDITION_FAILED,
                    "The group has changed; read it again and send its present ETag.");
        }
    }

    private static GroupRequest required(@Nullable GroupRequest request) {
        if (request == null) {
            throw ProblemException.invalid("body", "must be a JSON object");
        }
        return request;
    }
}
