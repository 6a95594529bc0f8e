package io.patchwave.exposure.simulation;

import io.patchwave.exposure.SetRulings;
import io.patchwave.platform.paging.PageRequest;
import io.patchwave.platform.problem.ProblemException;
import io.patchwave.platform.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** What remedies would close, and which remedies would close it. */
@Path("/api/v1/exposure/simulate")
@Produces(MediaType.APPLICATION_JSON)
class SimulationResource {
    private final SimulationService simulations;
    private final SetRulings rulings;

    SimulationResource(SimulationService simulations, SetRulings rulings) {
        this.simulations = simulations;
        this.rulings = rulings;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
    @Operation(
            summary = "What if these remedies were installed, or: which remedies close these advisories",
            description = "Rules on each distinct software as if the remedies were installed; changes nothing. Answers"
                    + " totals, what each remedy alone closes, a page of hosts, and what stays open and why. Reasons"
                    + " for not installing: already-installed, other-system, other-product, other-architecture,"
                    + " not-installed, needs-esu, locked, not-in-repository, source-version-unknown. Reasons for"
                    + " staying open: those, the finding's own (no-remedy, no-update-exists, ...), pending-reboot,"
                    + " rolled-back, needs-another-remedy, not-proven. With advisories alone: per group of hosts the"
                    + " smallest set of remedies, as a rollout would offer it.")
    public SimulationJson simulate(
            @Nullable SimulationRequest request,
            @RestQuery @DefaultValue("false") boolean count,
            @RestQuery @Nullable Integer limit,
            @RestQuery @Nullable String after) {
        if (request == null) {
            throw ProblemException.invalid("remedies", "send `remedies`, `advisories`, or both");
        }
        PageRequest page = PageRequest.of(limit, after, "simulate", request.toString());
        SimulationService.Question question = request.question(rulings.current());
        return question.remedies().isEmpty()
                ? PlanAnswers.of(simulations.plan(question), page, count)
                : TrialAnswers.of(simulations.simulate(question), page, count);
    }
}
