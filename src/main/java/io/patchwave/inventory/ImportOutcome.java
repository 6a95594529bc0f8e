package io.patchwave.inventory;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of an imported host.
 *
 * @param reason why it was left as it is; only with {@code SKIPPED}
 */
public record ImportOutcome(
        UUID hostId, Kind kind, @Nullable String reason) {
    /** In the words of an import's counts; {@code SKIPPED} counts as unchanged. */
    public enum Kind {
        CREATED,
        UPDATED,
        UNCHANGED,
        SKIPPED
    }
}
