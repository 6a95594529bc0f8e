package io.patchwave.platform.problem;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.function.BiConsumer;

/**
 * Spares the calls that agents make all day a quarter of their processor time. Where metrics are on, Quarkus 3.33 looks for the template of
 * every address before its resource is called, in a tree of all resources that it builds anew for each request, only so that a call that
 * fails at the sign-in is counted under it. An address without parameters is its own template, and the resource tells it again. Another
 * handler of such failures than Quarkus' own ends the search; this one does what its successor would.
 */
@ApplicationScoped
class ConstantAddresses {
    /** After the framework's authorization (100). */
    private static final int AFTER_AUTHORIZATION = 90;

    private static final BiConsumer<RoutingContext, Throwable> FAIL = (context, failure) -> {
        if (!context.failed()) {
            context.fail(failure);
        }
    };

    void register(@Observes Filters filters) {
        filters.register(ConstantAddresses::mark, AFTER_AUTHORIZATION);
    }

    private static void mark(RoutingContext context) {
        String address = context.request().path();
        if (address.startsWith("/agent/v1/") || address.equals("/api/v1/ping")) {
            context.put(QuarkusHttpUser.AUTH_FAILURE_HANDLER, FAIL);
        }
        context.next();
    }
}
