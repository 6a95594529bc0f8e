package io.patchwave.rollout.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import io.patchwave.platform.idempotency.Idempotent;
import io.patchwave.platform.paging.Page;
import io.patchwave.platform.paging.PageRequest;
import io.patchwave.platform.problem.PlatformProblem;
import io.patchwave.platform.problem.ProblemException;
import io.patchwave.platform.security.Roles;
import io.patchwave.rollout.AssignmentView;
import io.patchwave.rollout.LeftOut;
import io.patchwave.rollout.RolloutPlan;
import io.patchwave.rollout.RolloutProblem;
import io.patchwave.rollout.RolloutQueries;
import io.patchwave.rollout.RolloutService;
import io.patchwave.rollout.RolloutView;
import io.patchwave.rollout.WaveView;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Rollouts: written, changed while drafts, read. */
@Path("/api/v1/rollouts")
@Produces(MediaType.APPLICATION_JSON)
class RolloutResource {
    private final RolloutService rollouts;
    private final RolloutQueries queries;

    RolloutResource(RolloutService rollouts, RolloutQueries queries) {
        this.rollouts = rollouts;
        this.queries = queries;
    }

    /** A rollout as the API shows it: the members of its plan beside its state and waves. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RolloutJson(
            UUID id,
            String name,
            String state,
            @Nullable String reason,
            List<String> advisories,
            RolloutPlan.@Nullable Selection targets,
            RolloutPlan.@Nullable Selection exclude,
            RolloutPlan.@Nullable Gates gates,
            @Nullable Integer concurrency,
            @Nullable String lease,
            @Nullable String keepOpenFor,
            @Nullable Integer retries,
            @Nullable String reboot,
            boolean emergency,
            @Nullable String startAt,
            List<WaveJson> waves,
            Map<String, Integer> leftOut,
            Instant createdAt,
            String createdBy,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt) {
        static RolloutJson of(RolloutView view) {
            RolloutPlan plan = view.plan();
            return new RolloutJson(
                    view.id(),
                    view.name(),
                    view.state(),
                    view.reason(),
                    plan.advisories() == null ? List.of() : plan.advisories(),
                    plan.targets(),
                    plan.exclude(),
                    plan.gates(),
                    plan.concurrency(),
                    plan.lease(),
                    plan.keepOpenFor(),
                    plan.retries(),
                    plan.reboot(),
                    false,
                    plan.startAt(),
                    RolloutResource.waves(view),
                    view.leftOut(),
                    view.createdAt(),
                    view.createdBy(),
                    view.startedAt(),
                    view.endedAt());
        }
    }

    /** A wave with the step of the plan it comes from. */
    record WaveJson(
            @JsonUnwrapped WaveView wave,
            @Nullable Integer percent,
            @Nullable String group,
            @Nullable Object query,
            @Nullable Boolean rest) {}

    static List<WaveJson> waves(RolloutView view) {
        List<RolloutPlan.Step> steps =
                view.plan().waves() == null ? List.of() : view.plan().waves();
        return view.waves().stream()
                .map(wave -> {
                    RolloutPlan.Step step = steps.get(wave.number() - 1);
                    return new WaveJson(wave, step.percent(), step.group(), step.query(), step.rest());
                })
                .toList();
    }

    static Response answer(RolloutView view) {
        return Response.ok(RolloutJson.of(view)).tag(view.etag()).build();
    }

    @GET
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
    public Page<RolloutJson> list(
            @RestQuery @Nullable String state,
            @RestQuery @Nullable Integer limit,
            @RestQuery @Nullable String after,
            @RestQuery boolean count) {
        PageRequest page = PageRequest.of(limit, after, "rollouts", state);
        return queries.list(state, page, count).map(RolloutJson::of);
    }

    @POST
    @Idempotent
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
    public Response create(@Nullable RolloutPlan plan) {
        if (plan == null) {
            throw ProblemException.invalid("body", "must be a JSON object");
        }
        RolloutView view = rollouts.create(plan);
        return Response.created(URI.create("/api/v1/rollouts/" + view.id()))
                .entity(RolloutJson.of(view))
                .tag(view.etag())
                .build();
    }

    /** A later release's: refused by name. */
    @POST
    @Path("/preview")
    @Operation(hidden = true)
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
    public Response preview() {
        throw later("preview");
    }

    static ProblemException later(String call) {
        return new ProblemException(
                RolloutProblem.NOT_SUPPORTED_YET,
                "`%s` comes with a later release; a draft shows its hosts and who is left out.".formatted(call));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
    public Response one(@RestPath UUID id) {
        return answer(queries.require(id));
    }

    @PATCH
    @Path("/{id}")
    @Consumes({"application/merge-patch+json", MediaType.APPLICATION_JSON})
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
    public Response change(
            @RestPath UUID id, @RestHeader("If-Match") @Nullable String ifMatch, @Nullable JsonNode patch) {
        if (ifMatch == null) {
            throw new ProblemException(
                    PlatformProblem.PRECONDITION_REQUIRED, "Send the ETag you have read in If-Match.");
        }
        if (patch == null) {
            throw ProblemException.invalid("body", "must be a JSON object");
        }
        return answer(rollouts.change(id, patch, ifMatch));
    }

    @GET
    @Path("/{id}/waves")
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
    public Page<WaveJson> waves(@RestPath UUID id) {
        return new Page<>(waves(queries.require(id)), null);
    }

    @GET
    @Path("/{id}/assignments")
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
    public Page<AssignmentView> assignments(
            @RestPath UUID id,
            @RestQuery @Nullable String state,
            @RestQuery @Nullable Integer wave,
            @RestQuery @Nullable Integer limit,
            @RestQuery @Nullable String after,
            @RestQuery boolean count) {
        PageRequest page = PageRequest.of(limit, after, "assignments", id, state, wave);
        return queries.assignments(id, state, wave, page, count);
    }

    @GET
    @Path("/{id}/left-out")
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
    public Page<LeftOut> leftOut(
            @RestPath UUID id,
            @RestQuery @Nullable String reason,
            @RestQuery @Nullable Integer limit,
            @RestQuery @Nullable String after) {
        return queries.leftOut(id, reason, PageRequest.of(limit, after, "left-out", id, reason));
    }
}
