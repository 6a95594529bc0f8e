package io.patchwave.access;

import io.patchwave.platform.security.CurrentActor;
import io.patchwave.platform.security.Roles;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** A call of the agents' API that says whom the server takes the agent for; for tests only. */
@Path("/agent/v1/probe-of-tests")
public class AgentProbeResource {
    private final CurrentActor actor;

    AgentProbeResource(CurrentActor actor) {
        this.actor = actor;
    }

    @GET
    @RolesAllowed(Roles.AGENT)
    @NonBlocking
    public String host() {
        return actor.actor().hostId().toString();
    }
}
