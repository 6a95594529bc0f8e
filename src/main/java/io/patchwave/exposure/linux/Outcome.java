package io.patchwave.exposure.linux;

import io.patchwave.exposure.Confidence;
import io.patchwave.exposure.Judgement;
import io.patchwave.exposure.Verdict;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the packages of one advisory say together: the weightiest answer wins, whatever order they come in. */
public final class Outcome {
    private Verdict verdict = Verdict.UNAFFECTED;
    private @Nullable String satisfiedBy;
    private @Nullable String reason;
    private @Nullable TreeSet<String> remedies;

    /** A package is open; a remedy to install, or the reason why there is none to offer. */
    public void exposed(@Nullable String remedy, @Nullable String withoutRemedy) {
        if (raise(Verdict.EXPOSED) && remedy == null) {
            reason = smaller(reason, withoutRemedy);
        }
        if (remedy != null) {
            remedies = remedies == null ? new TreeSet<>() : remedies;
            remedies.add(remedy);
        }
    }

    /** The fix is installed and does not run yet. */
    public void pendingReboot(String installed) {
        if (raise(Verdict.PENDING_REBOOT)) {
            satisfiedBy = smaller(satisfiedBy, installed);
        }
    }

    /** Not to be decided, for that reason code. */
    public void unknown(String code) {
        if (raise(Verdict.UNKNOWN)) {
            reason = smaller(reason, code);
        }
    }

    /** The package is at or past the fix. */
    public void patched(String installed) {
        if (raise(Verdict.PATCHED)) {
            satisfiedBy = smaller(satisfiedBy, installed);
        }
    }

    /** A livepatch is loaded: whether an open or pending kernel still has its holes is not known. */
    public void livepatched() {
        if (verdict == Verdict.EXPOSED || verdict == Verdict.PENDING_REBOOT) {
            verdict = Verdict.UNKNOWN;
            reason = "livepatch";
            satisfiedBy = null;
            remedies = null;
        }
    }

    public Verdict verdict() {
        return verdict;
    }

    /** The judgement for the advisory of that id, by that rule. */
    public Judgement judgement(String id, String rule) {
        boolean offered = verdict == Verdict.EXPOSED && remedies != null;
        return new Judgement(
                id,
                List.of(id),
                verdict,
                rule,
                satisfiedBy,
                offered ? null : reason,
                Confidence.MEASURED,
                offered && remedies != null ? List.copyOf(remedies) : List.of());
    }

    /** Takes the verdict if it weighs at least as much; false when a weightier one stands. */
    private boolean raise(Verdict candidate) {
        if (candidate.compareTo(verdict) < 0) {
            verdict = candidate;
            satisfiedBy = null;
            reason = null;
        }
        return candidate == verdict;
    }

    private static @Nullable String smaller(@Nullable String a, @Nullable String b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return a.compareTo(b) <= 0 ? a : b;
    }
}
