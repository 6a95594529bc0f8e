package io.patchwave.access;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a person or an API token may do; each role covers the ones after it (design, section 2). */
public enum Role {
    ADMIN,
    OPERATOR,
    AUDITOR;

    /** The role as in the API and in {@code @RolesAllowed}: {@code admin}. */
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether whoever has this role may hand out the other one. */
    boolean covers(Role other) {
        return ordinal() <= other.ordinal();
    }
}
