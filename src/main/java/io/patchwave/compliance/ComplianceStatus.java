package io.patchwave.compliance;

import io.patchwave.exposure.Verdict;
import java.util.Locale;

/** Where a host stands with a remedy group, in auditors' words. The whole table is in docs/concepts.md. */
public enum ComplianceStatus {
    COMPLIANT,
    MISSING,
    PENDING_REBOOT,
    FAILED,
    MITIGATED,
    EXCEPTED,
    NOT_APPLICABLE,
    UNKNOWN;

    /** The word in exports, for example {@code pending_reboot}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Verdict × last assignment × waiver → status. Silence is never safety: a host that did not answer is unknown whatever
     * its last verdict was, and a pending reboot is not compliant. A waiver accepts a hole, it hides no other state.
     *
     * @param answered whether the host's evidence is fresh enough to be believed
     * @param failed whether the newest assignment for it ended in failure or was found unverified
     * @param waived whether a waiver is in force
     */
    public static ComplianceStatus of(Verdict verdict, boolean answered, boolean failed, boolean waived) {
        if (!answered) {
            return UNKNOWN;
        }
        return switch (verdict) {
            case EXPOSED -> waived ? EXCEPTED : failed ? FAILED : MISSING;
            case PENDING_REBOOT -> PENDING_REBOOT;
            case MITIGATED -> waived ? EXCEPTED : MITIGATED;
            case PATCHED -> COMPLIANT;
            case UNAFFECTED -> NOT_APPLICABLE;
            case UNKNOWN -> UNKNOWN;
        };
    }
}
