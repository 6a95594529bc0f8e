package io.patchwave.access.signin;

import io.patchwave.platform.json.Json;
import io.patchwave.platform.problem.ProblemType;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Answers what the sign-in refuses (401, 429, 503), before authorization and any resource: the framework's own way for
 * failing mechanisms ends outside the exception mappers.
 */
@ApplicationScoped
class Refusals {
    private static final String KEY = Refusals.class.getName();
    /** Between authentication (200) and authorization (100). */
    private static final int AFTER_AUTHENTICATION = 150;

    private record Refusal(ProblemType type, String detail, Map<String, String> headers) {}

    /** Notes that this request is to be answered so. */
    static void refuse(RoutingContext context, ProblemType type, String detail, Map<String, String> headers) {
        context.put(KEY, new Refusal(type, detail, headers));
    }

    /** Whether this request is refused already. */
    static boolean refused(RoutingContext context) {
        return context.get(KEY) != null;
    }

    void register(@Observes Filters filters) {
        filters.register(Refusals::answer, AFTER_AUTHENTICATION);
    }

    private static void answer(RoutingContext context) {
        Refusal refusal = context.get(KEY);
        if (refusal == null) {
            context.next();
            return;
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("type", refusal.type().uri());
        document.put("title", refusal.type().title());
        document.put("status", refusal.type().status());
        document.put("detail", refusal.detail());
        document.put("instance", context.normalizedPath());
        var response = context.response().setStatusCode(refusal.type().status());
        refusal.headers().forEach((name, text) -> response.putHeader(name, text));
        response.putHeader("Content-Type", "application/problem+json").end(Json.write(document));
    }
}
