package io.patchwave.exposure.windows;

import org.jspecify.annotations.Nullable;

/**
 * What a rule says of one remedy.
 *
 * @param rule its number, 0 where nothing was installed
 * @param satisfiedBy evidence where it is satisfied
 * @param reason why it is undecided
 */
record Answer(
        Outcome outcome,
        int rule,
        @Nullable String satisfiedBy,
        @Nullable String reason) {
    /** Whether a remedy counts as installed. */
    enum Outcome {
        SATISFIED,
        UNDECIDED,
        NO
    }

    static Answer yes(int rule, String satisfiedBy) {
        return new Answer(Outcome.SATISFIED, rule, satisfiedBy, null);
    }

    static Answer undecided(int rule, String reason) {
        return new Answer(Outcome.UNDECIDED, rule, null, reason);
    }

    static Answer no(int rule) {
        return new Answer(Outcome.NO, rule, null, null);
    }

    /** The rule's short name. */
    String ruleName() {
        return "R" + rule;
    }
}
