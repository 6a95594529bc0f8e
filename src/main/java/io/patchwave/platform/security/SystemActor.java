package io.patchwave.platform.security;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;

/** The actor where nobody has signed in: the server itself. */
@DefaultBean
@ApplicationScoped
class SystemActor implements CurrentActor {
    @Override
    public Actor actor() {
        return Actor.SYSTEM;
    }
}
