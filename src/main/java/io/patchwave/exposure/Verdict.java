package io.patchwave.exposure;

/** The answer for host × advisory; declared in the order in which one outweighs the next across products and CVEs. */
public enum Verdict {
    EXPOSED,
    PENDING_REBOOT,
    UNKNOWN,
    MITIGATED,
    PATCHED,
    UNAFFECTED;

    /** The word of the API, for example {@code pending-reboot}. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
