package io.patchwave.exposure.linux;

import io.patchwave.exposure.Confidence;
import io.patchwave.exposure.Grounds;
import io.patchwave.exposure.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * What one package says of an advisory: a verdict, and why. Declared from the lightest to the heaviest: of what an advisory's
 * packages say the heaviest stands, whatever order they come in. Among equal verdicts the smallest reason code is the heaviest,
 * and heavier than any is an open hole with something to install.
 */
public enum Weight {
    PATCHED(Verdict.PATCHED, null),
    STREAM_UNKNOWN(Verdict.UNKNOWN, "stream-unknown"),
    RUNNING_KERNEL_MISSING(Verdict.UNKNOWN, "running-kernel-missing"),
    MODULES_CONTRADICT(Verdict.UNKNOWN, "modules-contradict"),
    MODULE_STATE_MISSING(Verdict.UNKNOWN, "module-state-missing"),
    LIVEPATCH(Verdict.UNKNOWN, "livepatch"),
    EPOCH_AMBIGUOUS(Verdict.UNKNOWN, "epoch-ambiguous"),
    PENDING_REBOOT(Verdict.PENDING_REBOOT, null),
    UNSUPPORTED(Verdict.EXPOSED, "unsupported"),
    NOT_IN_REPOSITORY(Verdict.EXPOSED, "not-in-repository"),
    NO_REMEDY(Verdict.EXPOSED, "no-remedy"),
    NEEDS_SUBSCRIPTION(Verdict.EXPOSED, "needs-subscription"),
    LOCKED(Verdict.EXPOSED, "locked"),
    EXPOSED(Verdict.EXPOSED, null);

    private static final Weight[] ALL = values();

    private final Verdict verdict;
    private final @Nullable String reason;

    Weight(Verdict verdict, @Nullable String reason) {
        this.verdict = verdict;
        this.reason = reason;
    }

    public Verdict verdict() {
        return verdict;
    }

    /** Code for unknown, and for "exposed but nothing to offer"; null otherwise. */
    public @Nullable String reason() {
        return reason;
    }

    /** Whether a loaded livepatch puts it in doubt. */
    public boolean isOpen() {
        return verdict == Verdict.EXPOSED || verdict == Verdict.PENDING_REBOOT;
    }

    /** As the rule of that name says it. */
    public Grounds grounds(String rule) {
        return Grounds.of(verdict, rule, reason, Confidence.MEASURED);
    }

    public Weight heavier(Weight other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /** By {@link #ordinal()}, without a copy of all. */
    static Weight at(int ordinal) {
        return ALL[ordinal];
    }
}
