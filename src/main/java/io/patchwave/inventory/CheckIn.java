package io.patchwave.inventory;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An agent's short regular word.
 *
 * @param inventoryDigest {@code sha256:…} of the document it would send
 * @param factsDigest the same of its facts; null when it has none
 * @param bootId changes with every boot; null when the agent cannot tell
 * @param clock the machine's own time; null when not sent
 */
public record CheckIn(
        String inventoryDigest,
        @Nullable String factsDigest,
        boolean rebootPending,
        @Nullable String bootId,
        HostView.@Nullable Agent agent,
        @Nullable Instant clock) {
    /** By how much the machine's clock is ahead of that time; null when it did not tell. */
    @Nullable Long skewMillis(Instant now) {
        return clock == null ? null : Duration.between(now, clock).toMillis();
    }

    /**
     * What the server makes of it.
     *
     * @param digestChanged whether the announced inventory is another one than that of the check-in before
     */
    public record Answer(boolean inventoryWanted, boolean factsWanted, boolean digestChanged) {}
}
