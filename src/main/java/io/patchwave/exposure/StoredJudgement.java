package io.patchwave.exposure;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A {@link Judgement} under its number: what the bitmaps of sets are made of. Equal answers of many sets are one. */
record StoredJudgement(
        int id,
        RemedyGroup group,
        Verdict verdict,
        String rule,
        @Nullable String satisfiedBy,
        @Nullable String reason,
        Confidence confidence,
        List<String> remedies) {
    /** What it is found by: the evaluator's answer, its advisories sorted. */
    Judgement content() {
        return new Judgement(group.key(), group.advisories(), verdict, rule, satisfiedBy, reason, confidence, remedies);
    }

    static Judgement sorted(Judgement judgement) {
        List<String> sorted =
                judgement.advisories().stream().sorted().distinct().toList();
        return sorted.equals(judgement.advisories())
                ? judgement
                : new Judgement(
                        judgement.group(),
                        sorted,
                        judgement.verdict(),
                        judgement.rule(),
                        judgement.satisfiedBy(),
                        judgement.reason(),
                        judgement.confidence(),
                        judgement.remedies());
    }
}
