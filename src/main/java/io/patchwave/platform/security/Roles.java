package io.patchwave.platform.security;

/** The roles of design, section 2; for {@code @RolesAllowed}. */
public final class Roles {
    /** Everything. */
    public static final String ADMIN = "admin";
    /** Rollouts and hosts, not users or tokens. */
    public static final String OPERATOR = "operator";
    /** Reads and exports. */
    public static final String AUDITOR = "auditor";
    /** Only {@code /agent/v1}, only itself. */
    public static final String AGENT = "agent";

    private Roles() {}
}
