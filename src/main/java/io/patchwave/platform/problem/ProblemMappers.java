package io.patchwave.platform.problem;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.patchwave.platform.json.Json;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticator;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.Response;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns exceptions into problem documents: ours, malformed bodies, and 401 (which the extension gets wrong on 3.33.2). */
class ProblemMappers {
    @ServerExceptionMapper
    Response ofOurs(ProblemException e) {
        HttpProblem.Builder problem = builder(e.type(), String.valueOf(e.getMessage()));
        if (!e.violations().isEmpty()) {
            problem.with("violations", e.violations());
        }
        e.members().forEach(problem::with);
        e.headers().forEach(problem::withHeader);
        return problem.build().toResponse();
    }

    @ServerExceptionMapper(priority = 1)
    Response ofUnknownMember(UnrecognizedPropertyException e) {
        String field = path(e);
        return builder(
                        PlatformProblem.UNKNOWN_MEMBER,
                        "Unknown member `" + field + "`; known here: " + e.getKnownPropertyIds())
                .with("violations", List.of(new Violation(field, "is not a member of this request")))
                .build()
                .toResponse();
    }

    /** The extension has mappers of its own for the two sub-types, which name no member; so they are listed here. */
    @ServerExceptionMapper(
            value = {JsonMappingException.class, MismatchedInputException.class, InvalidFormatException.class},
            priority = 1)
    Response ofUnfittingMember(JsonMappingException e) {
        if (e.getCause() instanceof ProblemException ours) {
            return ofOurs(ours);
        }
        if (e.getCause() instanceof JsonParseException malformed) {
            return ofMalformedJson(malformed);
        }
        String field = e.getPath().isEmpty() ? "body" : path(e);
        String message = e instanceof InvalidFormatException format ? expectation(format) : shape(e);
        return builder(PlatformProblem.INVALID, field + ": " + message)
                .with("violations", List.of(new Violation(field, message)))
                .build()
                .toResponse();
    }

    /** {@code "king" must be one of [admin, operator, auditor]}, {@code "soon" is no Instant}. */
    private static String expectation(InvalidFormatException e) {
        Class<?> type = e.getTargetType();
        if (type == null || !type.isEnum()) {
            return "\"%s\" is no %s".formatted(e.getValue(), type == null ? "fitting value" : type.getSimpleName());
        }
        return "\"%s\" must be one of %s".formatted(e.getValue(), Json.write(type.getEnumConstants()));
    }

    /** {@code must be a list}: the member's kind, without the names of our classes. */
    private static String shape(JsonMappingException e) {
        Class<?> type = e instanceof MismatchedInputException mismatch ? mismatch.getTargetType() : null;
        if (type == null || !e.getOriginalMessage().contains("`" + type.getPackageName())) {
            return e.getOriginalMessage();
        }
        if (Collection.class.isAssignableFrom(type) || type.isArray()) {
            return "must be a list";
        }
        if (CharSequence.class.isAssignableFrom(type)) {
            return "must be a text";
        }
        return type.isPrimitive() || (type.getName().startsWith("java.") && !Map.class.isAssignableFrom(type))
                ? "is no " + type.getSimpleName()
                : "must be an object";
    }

    @ServerExceptionMapper(priority = 1)
    Response ofMalformedJson(JsonProcessingException e) {
        return builder(PlatformProblem.MALFORMED_JSON, whereMalformed(e))
                .build()
                .toResponse();
    }

    /** The challenge's headers are set, not added: the framework has put {@code WWW-Authenticate} there already. */
    @ServerExceptionMapper(
            value = {UnauthorizedException.class, AuthenticationFailedException.class},
            priority = 1)
    Uni<Response> ofMissingCredentials(Throwable e, RoutingContext context) {
        HttpAuthenticator authenticator = context.get(HttpAuthenticator.class.getName());
        return authenticator.getChallenge(context).map(challenge -> {
            HttpProblem.Builder problem = builder(
                    PlatformProblem.UNAUTHORIZED,
                    "Send an API token (`Authorization: Bearer pwu_…`) or user name and password (Basic).");
            if (challenge != null) {
                challenge.getHeaders().forEach((name, text) -> {
                    context.response().headers().remove(name);
                    problem.withHeader(name.toString(), text.toString());
                });
            }
            return problem.build().toResponse();
        });
    }

    private static HttpProblem.Builder builder(ProblemType type, String detail) {
        return HttpProblem.builder()
                .withType(java.net.URI.create(type.uri()))
                .withTitle(type.title())
                .withStatus(type.status())
                .withDetail(detail);
    }

    /** {@code Unexpected end-of-input at line 1, column 14}. */
    static String whereMalformed(JsonProcessingException e) {
        String message = e.getOriginalMessage().replaceAll(" \\([^(]*\\[Source: .*\\]\\)", "");
        return e.getLocation() == null
                ? message
                : "%s at line %d, column %d"
                        .formatted(
                                message,
                                e.getLocation().getLineNr(),
                                e.getLocation().getColumnNr());
    }

    /** {@code waves[1].percent}. */
    static String path(JsonMappingException e) {
        return e.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .collect(Collectors.joining("."))
                .replace(".[", "[");
    }
}
