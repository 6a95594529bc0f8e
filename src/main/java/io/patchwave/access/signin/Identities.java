package io.patchwave.access.signin;

import io.patchwave.access.Role;
import io.patchwave.platform.security.Actor;
import io.patchwave.platform.security.Roles;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import java.util.UUID;

/** Makes identities, each with exactly one role. */
final class Identities {
    private Identities() {}

    static SecurityIdentity ofPerson(String username, Role role) {
        return of(new Actor("user", username), role.text());
    }

    static SecurityIdentity ofAgent(UUID hostId) {
        return of(new Actor("agent", hostId.toString()), Roles.AGENT);
    }

    private static SecurityIdentity of(Actor actor, String role) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new ActorPrincipal(actor))
                .addRole(role)
                .build();
    }
}
