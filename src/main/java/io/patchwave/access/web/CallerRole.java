package io.patchwave.access.web;

import io.patchwave.access.Role;
import io.quarkus.security.identity.SecurityIdentity;
import java.util.Arrays;

/** The role a person's request is made in. */
final class CallerRole {
    private CallerRole() {}

    static Role of(SecurityIdentity identity) {
        return Arrays.stream(Role.values())
                .filter(role -> identity.hasRole(role.text()))
                .findFirst()
                .orElseThrow();
    }
}
