package io.patchwave.rollout.web;

import io.patchwave.platform.problem.ProblemException;
import io.patchwave.platform.security.Roles;
import io.patchwave.rollout.RolloutControl;
import io.patchwave.rollout.RolloutControl.Act;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** What people do with rollouts. Bodies may be left out where no member is required. */
@Path("/api/v1/rollouts/{id}")
@Produces(MediaType.APPLICATION_JSON)
class RolloutActionResource {
    private final RolloutControl control;

    RolloutActionResource(RolloutControl control) {
        this.control = control;
    }

    /** Why; required for resume. */
    record ReasonJson(@Nullable String reason) {}

    /** Why, and hosts that do not go on. */
    record ResumeJson(@Nullable String reason, @Nullable List<@Nullable String> exclude) {}

    /** Why, and which hosts; null is all that failed or were not reached. */
    record RetryJson(@Nullable String reason, @Nullable List<@Nullable String> hosts) {}

    @POST
    @Path("/start")
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
    public Response start(
            @RestPath UUID id, @RestHeader("If-Match") @Nullable String ifMatch, @Nullable ReasonJson body) {
        return RolloutResource.answer(control.start(act(id, ifMatch, body)));
    }

    @POST
    @Path("/pause")
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
    public Response pause(
            @RestPath UUID id, @RestHeader("If-Match") @Nullable String ifMatch, @Nullable ReasonJson body) {
        return RolloutResource.answer(control.pause(act(id, ifMatch, body)));
    }

    @POST
    @Path("/cancel")
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
    public Response cancel(
            @RestPath UUID id, @RestHeader("If-Match") @Nullable String ifMatch, @Nullable ReasonJson body) {
        return RolloutResource.answer(control.cancel(act(id, ifMatch, body)));
    }

    @POST
    @Path("/resume")
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
    public Response resume(
            @RestPath UUID id, @RestHeader("If-Match") @Nullable String ifMatch, @Nullable ResumeJson body) {
        String reason = body == null ? null : body.reason();
        List<UUID> exclude = body == null ? null : ids("exclude", body.exclude());
        return RolloutResource.answer(
                control.resume(new Act(id, reason, ifMatch), exclude == null ? List.of() : exclude));
    }

    @POST
    @Path("/retry")
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
    public Response retry(
            @RestPath UUID id, @RestHeader("If-Match") @Nullable String ifMatch, @Nullable RetryJson body) {
        String reason = body == null ? null : body.reason();
        return RolloutResource.answer(
                control.retry(new Act(id, reason, ifMatch), body == null ? null : ids("hosts", body.hosts())));
    }

    /** What the contract names and a later release brings: refused by name. */
    @POST
    @Path("/{later: confirm|rollback|waves/[0-9]+/(approve|reject|skip)}")
    @Operation(hidden = true)
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
    public Response later(@RestPath String later) {
        throw RolloutResource.later(later);
    }

    private static Act act(UUID id, @Nullable String ifMatch, @Nullable ReasonJson body) {
        return new Act(id, body == null ? null : body.reason(), ifMatch);
    }

    private static @Nullable List<UUID> ids(String field, @Nullable List<@Nullable String> texts) {
        if (texts == null) {
            return null;
        }
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            try {
                ids.add(UUID.fromString(String.valueOf(texts.get(i))));
            } catch (IllegalArgumentException e) {
                throw ProblemException.invalid("%s[%d]".formatted(field, i), "is no host id");
            }
        }
        return ids;
    }
}
