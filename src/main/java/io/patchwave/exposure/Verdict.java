package io.patchwave.exposure;

/** The answer for host × advisory; declared in the order in which one outweighs the next across products and CVEs. */
public enum Verdict {
    EXPOSED,
    PENDING_REBOOT,
    UNKNOWN,
    MITIGATED,
    PATCHED,
    UNAFFECTED;

    /** Whether the hole is there: exposed, waiting for a reboot, or its danger lowered only. */
    public boolean isOpen() {
        return this == EXPOSED || this == PENDING_REBOOT || this == MITIGATED;
    }

    /** The word of the API, for example {@code pending-reboot}. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
