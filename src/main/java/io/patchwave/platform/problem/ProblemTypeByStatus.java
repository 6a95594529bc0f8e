package io.patchwave.platform.problem;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemContext;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemPostProcessor;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Arrays;
import java.util.Collection;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Gives the framework's own problems (404, 405, 415, …) our stable type and a sentence, by their status. */
@ApplicationScoped
class ProblemTypeByStatus implements ProblemPostProcessor {
    private static final Pattern WORDLESS = Pattern.compile("HTTP \\d{3}|Unable to find matching target");

    @Override
    public HttpProblem apply(HttpProblem problem, ProblemContext context) {
        if (problem.getStatus() == null
                || (problem.getType() != null
                        && problem.getDetail() != null
                        && !WORDLESS.matcher(problem.getDetail()).lookingAt())) {
            return problem;
        }
        int status = problem.getStatus().getStatusCode();
        return Arrays.stream(PlatformProblem.values())
                .filter(type -> type.status() == status)
                .findFirst()
                .map(type -> complete(problem, type))
                .orElse(problem);
    }

    private static HttpProblem complete(HttpProblem problem, PlatformProblem type) {
        HttpProblem.Builder whole = HttpProblem.builder(problem);
        if (problem.getType() == null) {
            whole.withType(URI.create(type.uri()));
        }
        if (problem.getDetail() == null || WORDLESS.matcher(problem.getDetail()).lookingAt()) {
            whole.withDetail(detail(problem, type));
        }
        return whole.build();
    }

    private static String detail(HttpProblem problem, PlatformProblem type) {
        if (problem.getParameters().get("violations") instanceof Collection<?> violations) {
            String all = violations.stream().map(ProblemTypeByStatus::sentence).collect(Collectors.joining("; "));
            if (!all.isBlank()) {
                return all;
            }
        }
        return switch (type) {
            case FORBIDDEN -> "The role of these credentials does not allow this call.";
            case NOT_FOUND -> "There is nothing at this address.";
            case METHOD_NOT_ALLOWED -> "This address does not take this method.";
            case NOT_ACCEPTABLE -> "This call answers with JSON; accept application/json.";
            case UNSUPPORTED_MEDIA_TYPE -> "This call does not take this Content-Type; JSON is application/json.";
            case INTERNAL -> "Something went wrong here; the server's log says what.";
            default -> type.title() + ".";
        };
    }

    private static String sentence(Object violation) {
        if (violation instanceof Violation ours) {
            return ours.field() + ": " + ours.message();
        }
        if (violation instanceof io.quarkiverse.resteasy.problem.validation.Violation theirs) {
            return (theirs.field.isEmpty() ? "body" : theirs.field) + ": " + theirs.message;
        }
        return "";
    }
}
