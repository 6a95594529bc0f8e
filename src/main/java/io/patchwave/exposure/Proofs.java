package io.patchwave.exposure;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an evaluator says of one set in full, by the key of the group: what satisfies it and what would. */
@FunctionalInterface
interface Proofs {
    /** Nothing is proven: verdicts only, for many hosts at once. */
    Proofs NONE = group -> null;

    /** The judgement about the group; null where there is none (any more). */
    @Nullable Judgement of(String group);

    /** How severe the advisory is on the group's product where that differs from its own severity; else null. */
    default @Nullable String severityOf(String group, String advisory) {
        return null;
    }

    /** What looks like a finding and is none. */
    default List<Evaluation.Hint> hints() {
        return List.of();
    }
}
