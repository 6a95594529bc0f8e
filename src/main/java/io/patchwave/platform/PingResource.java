package io.patchwave.platform;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** The yardstick of the benchmarks: a constant answer on the event loop. */
@Path("/api/v1/ping")
class PingResource {
    private static final Pong PONG = new Pong("ok");

    /** {@code {"status":"ok"}}. */
    record Pong(String status) {}

    @GET
    @PermitAll
    @NonBlocking
    public Pong ping() {
        return PONG;
    }
}
