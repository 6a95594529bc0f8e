package io.patchwave.agent;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.patchwave.inventory.InventoryService;
import io.patchwave.platform.input.EntityTags;
import io.patchwave.platform.problem.ProblemException;
import io.patchwave.platform.security.CurrentActor;
import io.patchwave.platform.security.Roles;
import io.patchwave.rollout.AgentWork;
import io.patchwave.rollout.WorkItem;
import io.patchwave.rollout.WorkOrder;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The poll. A host without work is answered here, on the event loop, from memory; others go to a worker. */
@Path("/agent/v1/updates")
class UpdatesResource {
    private static final int LONGEST_WAIT = 50;

    private final AgentWork work;
    private final InventoryService inventory;
    private final CurrentActor actor;

    UpdatesResource(AgentWork work, InventoryService inventory, CurrentActor actor) {
        this.work = work;
        this.inventory = inventory;
        this.actor = actor;
    }

    /** The answer. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record UpdatesAnswer(List<WorkItem> items, WorkOrder.@Nullable Signature signature) {}

    @GET
    @NonBlocking
    @RolesAllowed(Roles.AGENT)
    public Uni<Response> updates(
            @RestQuery @Nullable Integer wait, @RestHeader("If-None-Match") @Nullable String ifNoneMatch) {
        int seconds = wait == null ? 0 : wait;
        if (seconds < 0 || seconds > LONGEST_WAIT) {
            throw ProblemException.invalid("wait", "must be between 0 and 50 seconds, was " + seconds);
        }
        UUID host = actor.actor().hostId();
        inventory.heardOf(host);
        Set<String> known = EntityTags.of(ifNoneMatch);
        return work.await(host, known, Duration.ofSeconds(seconds)).map(order -> answer(order, known));
    }

    private static Response answer(Optional<WorkOrder> order, Set<String> known) {
        if (order.isEmpty()) {
            Response.ResponseBuilder unchanged = Response.notModified();
            return known.size() == 1
                    ? unchanged.tag(new EntityTag(known.iterator().next())).build()
                    : unchanged.build();
        }
        WorkOrder work = order.get();
        return Response.ok(new UpdatesAnswer(work.items(), work.signature()))
                .tag(new EntityTag(work.etag()))
                .build();
    }
}
