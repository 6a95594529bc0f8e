package io.patchwave.access.signin;

import io.patchwave.platform.security.Actor;
import java.security.Principal;

/** The actor as the framework's principal. */
record ActorPrincipal(Actor actor) implements Principal {
    @Override
    public String getName() {
        return actor.name();
    }
}
