package io.patchwave.exposure.windows;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What sort of update a KB is (W1); declared in the order in which one word outweighs the next. */
enum UpdateKind {
    HOTPATCH,
    ROLLUP,
    SECURITY_ONLY,
    IE_CUMULATIVE,
    SERVICING_STACK,
    SINGLE;

    /** What a remedy's {@code SubType} says; the many that say nothing are {@link #SINGLE}. */
    static UpdateKind of(@Nullable String subType) {
        String word = subType == null ? "" : ProductNames.tidy(subType).toLowerCase(Locale.ROOT);
        return switch (word) {
            case "monthly rollup", "preview rollup" -> ROLLUP;
            case "security only" -> SECURITY_ONLY;
            case "ie cumulative" -> IE_CUMULATIVE;
            case "servicing stack update" -> SERVICING_STACK;
            default -> word.replace(" ", "").contains("hotpatch") ? HOTPATCH : SINGLE;
        };
    }

    /** Whether the remedy is for installation media and none for a machine. */
    static boolean isSetup(@Nullable String subType) {
        return subType != null && ProductNames.tidy(subType).equalsIgnoreCase("Setup DU");
    }

    /** One row that says more than {@code single} decides for the KB. */
    static UpdateKind weightiest(Set<UpdateKind> said) {
        return said.isEmpty() ? SINGLE : EnumSet.copyOf(said).iterator().next();
    }
}
