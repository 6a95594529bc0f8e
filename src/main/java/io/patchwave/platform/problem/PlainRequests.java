package io.patchwave.platform.problem;

import io.patchwave.platform.json.Json;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is the same for every call of {@code /api} and {@code /agent}: an address holds no NUL, which PostgreSQL cannot take;
 * {@code count} is true or false; and a body of {@code /api} that is empty or without Content-Type is JSON, so that a call whose body is
 * optional can be made without one.
 */
@ApplicationScoped
class PlainRequests {
    /** After authentication (200) and its refusals (150), before authorization (100). */
    private static final int BEFORE_AUTHORIZATION = 120;

    private static final String CONTENT_TYPE = "Content-Type";
    private static final Set<HttpMethod> WITH_BODY = Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH);
    private static final Set<String> TRUTHS = Set.of("true", "false");

    void register(@Observes Filters filters) {
        filters.register(PlainRequests::check, BEFORE_AUTHORIZATION);
    }

    private static void check(RoutingContext context) {
        String address = context.request().uri();
        boolean people = address.startsWith("/api/");
        Violation violation = people || address.startsWith("/agent/") ? violation(context, address) : null;
        if (violation != null) {
            refuse(context, violation);
            return;
        }
        if (people && WITH_BODY.contains(context.request().method()) && untyped(context.request())) {
            context.request().headers().set(CONTENT_TYPE, "application/json");
        }
        context.next();
    }

    /** Some clients name a form's type for a body that they do not send. */
    private static boolean untyped(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        boolean empty = (length == null || length.equals("0")) && request.getHeader("Transfer-Encoding") == null;
        return empty || request.getHeader(CONTENT_TYPE) == null;
    }

    private static @Nullable Violation violation(RoutingContext context, String address) {
        int query = address.indexOf('?');
        int nul = address.indexOf("%00");
        if (nul >= 0 && (query < 0 || nul < query)) {
            return new Violation("path", "must not contain the character U+0000");
        }
        if (query < 0 || (nul < 0 && address.indexOf("count=", query) < 0)) {
            return null;
        }
        for (Map.Entry<String, String> parameter : context.queryParams()) {
            if (parameter.getValue().indexOf('\0') >= 0) {
                return new Violation(parameter.getKey(), "must not contain the character U+0000");
            }
            if (parameter.getKey().equals("count") && !TRUTHS.contains(parameter.getValue())) {
                return new Violation("count", "must be true or false, was " + parameter.getValue());
            }
        }
        return null;
    }

    private static void refuse(RoutingContext context, Violation violation) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("type", PlatformProblem.INVALID.uri());
        document.put("title", PlatformProblem.INVALID.title());
        document.put("status", PlatformProblem.INVALID.status());
        document.put("detail", violation.field() + ": " + violation.message());
        document.put("violations", List.of(violation));
        context.response()
                .setStatusCode(PlatformProblem.INVALID.status())
                .putHeader(CONTENT_TYPE, "application/problem+json")
                .end(Json.write(document));
    }
}
