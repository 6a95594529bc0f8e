package io.patchwave.access.signin;

import io.patchwave.platform.security.Actor;
import io.patchwave.platform.security.CurrentActor;
import io.quarkus.arc.Arc;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;

/** The actor of the present request; the server itself outside of one and where nobody has signed in. */
@ApplicationScoped
class RequestActor implements CurrentActor {
    private final CurrentIdentityAssociation association;

    RequestActor(CurrentIdentityAssociation association) {
        this.association = association;
    }

    @Override
    public Actor actor() {
        if (!Arc.container().requestContext().isActive()) {
            return Actor.SYSTEM;
        }
        SecurityIdentity identity = association.getIdentity();
        return identity != null && identity.getPrincipal() instanceof ActorPrincipal principal
                ? principal.actor()
                : Actor.SYSTEM;
    }
}
