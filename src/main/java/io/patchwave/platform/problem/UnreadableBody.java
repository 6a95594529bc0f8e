package io.patchwave.platform.problem;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemContext;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemPostProcessor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import java.net.URI;
import java.util.List;

/**
 * Says which member, line and column: the framework's reader of JSON wraps what is wrong with a body in a bare 400, past the
 * mappers for JSON, or names the member in a way of its own.
 */
@ApplicationScoped
class UnreadableBody implements ProblemPostProcessor {
    @Override
    public HttpProblem apply(HttpProblem problem, ProblemContext context) {
        Throwable inner = context.cause instanceof WebApplicationException ? context.cause.getCause() : context.cause;
        if (!(inner instanceof JsonProcessingException cause)) {
            return problem;
        }
        if (cause.getCause() instanceof ProblemException ours) {
            return describe(problem, ours.type(), String.valueOf(ours.getMessage()))
                    .withStatus(ours.type().status())
                    .build();
        }
        if (cause.getCause() instanceof JsonParseException malformed) {
            return describe(problem, PlatformProblem.MALFORMED_JSON, ProblemMappers.whereMalformed(malformed))
                    .build();
        }
        if (cause instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            String field = ProblemMappers.path(mapping);
            return describe(problem, PlatformProblem.INVALID, field + ": " + cause.getOriginalMessage())
                    .with("violations", List.of(new Violation(field, cause.getOriginalMessage())))
                    .build();
        }
        return describe(problem, PlatformProblem.MALFORMED_JSON, ProblemMappers.whereMalformed(cause))
                .build();
    }

    /** Before {@link ProblemTypeByStatus}, which only fills in what is missing. */
    @Override
    public int priority() {
        return 200;
    }

    private static HttpProblem.Builder describe(HttpProblem problem, ProblemType type, String detail) {
        return HttpProblem.builder(problem)
                .withType(URI.create(type.uri()))
                .withTitle(type.title())
                .withDetail(detail);
    }
}
