package io.patchwave.platform.problem;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemContext;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemPostProcessor;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.NotFoundException;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** A word where a number belongs in the query is a 400 that names it; the framework says 404, as if the path were wrong. */
@ApplicationScoped
class UnreadableParameter implements ProblemPostProcessor {
    private static final String MESSAGE = "must be a whole number";

    private final CurrentVertxRequest request;

    UnreadableParameter(CurrentVertxRequest request) {
        this.request = request;
    }

    @Override
    public HttpProblem apply(HttpProblem problem, ProblemContext context) {
        if (!(context.cause instanceof NotFoundException)
                || !(context.cause.getCause() instanceof NumberFormatException cause)
                || request.getCurrent() == null) {
            return problem;
        }
        String text = String.valueOf(cause.getMessage());
        for (Map.Entry<String, String> parameter : request.getCurrent().queryParams()) {
            if (text.contains("\"" + parameter.getValue() + "\"")) {
                return HttpProblem.builder(problem)
                        .withType(URI.create(PlatformProblem.INVALID.uri()))
                        .withTitle(PlatformProblem.INVALID.title())
                        .withStatus(PlatformProblem.INVALID.status())
                        .withDetail(parameter.getKey() + ": " + MESSAGE)
                        .with("violations", List.of(new Violation(parameter.getKey(), MESSAGE)))
                        .build();
            }
        }
        return problem;
    }

    /** Before {@link ProblemTypeByStatus}, which only fills in what is missing. */
    @Override
    public int priority() {
        return 200;
    }
}
