package io.patchwave.platform.problem;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemContext;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemPostProcessor;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Arrays;

/** Gives the framework's own problems (404, 405, 415, …) our stable type, by their status. */
@ApplicationScoped
class ProblemTypeByStatus implements ProblemPostProcessor {
    @Override
    public HttpProblem apply(HttpProblem problem, ProblemContext context) {
        if (problem.getType() != null || problem.getStatus() == null) {
            return problem;
        }
        return Arrays.stream(PlatformProblem.values())
                .filter(type -> type.status() == problem.getStatus().getStatusCode())
                .findFirst()
                .map(type -> HttpProblem.builder(problem)
                        .withType(URI.create(type.uri()))
                        .build())
                .orElse(problem);
    }
}
