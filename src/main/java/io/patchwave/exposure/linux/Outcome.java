package io.patchwave.exposure.linux;

import io.patchwave.exposure.Confidence;
import io.patchwave.exposure.Judgement;
import io.patchwave.exposure.Verdict;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the packages of one advisory say together, with the proof: the heaviest stands, whatever order they come in. */
public final class Outcome {
    private @Nullable Weight weight;
    private @Nullable String satisfiedBy;
    private @Nullable TreeSet<String> remedies;

    /**
     * A package says it.
     *
     * @param satisfied the installed build, for patched and pending-reboot
     * @param remedy what to install, for {@link Weight#EXPOSED}
     */
    public void take(Weight said, @Nullable String satisfied, @Nullable String remedy) {
        Weight before = weight;
        weight = before == null ? said : before.heavier(said);
        if (before == null || before.verdict() != weight.verdict()) {
            satisfiedBy = null;
        }
        if (said.verdict() == weight.verdict()) {
            satisfiedBy = smaller(satisfiedBy, satisfied);
        }
        if (remedy != null) {
            remedies = remedies == null ? new TreeSet<>() : remedies;
            remedies.add(remedy);
        }
    }

    /** A livepatch is loaded: whether an open or pending kernel still has its holes is not known. */
    public void livepatched() {
        if (weight != null && weight.isOpen()) {
            weight = Weight.LIVEPATCH;
            satisfiedBy = null;
            remedies = null;
        }
    }

    /** The judgement for the advisory of that id, by that rule. */
    public Judgement judgement(String id, String rule) {
        Weight stands = weight;
        return new Judgement(
                id,
                List.of(id),
                stands == null ? Verdict.UNAFFECTED : stands.verdict(),
                rule,
                satisfiedBy,
                stands == null ? null : stands.reason(),
                Confidence.MEASURED,
                stands == Weight.EXPOSED && remedies != null ? List.copyOf(remedies) : List.of());
    }

    private static @Nullable String smaller(@Nullable String a, @Nullable String b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return a.compareTo(b) <= 0 ? a : b;
    }
}
