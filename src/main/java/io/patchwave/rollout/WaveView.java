package io.patchwave.rollout;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A wave as others see it.
 *
 * @param hosts the denominator, frozen when the wave starts
 * @param budget failures from which it halts; {@code forgiven} are those a person has answered for by resuming
 * @param reason why it halted or was skipped, or what it waits for
 * @param haltedBy who caused a halt
 * @param warnings {@code unreached-threshold}, where more hosts than that were not reached
 */
public record WaveView(
        int number,
        @Nullable String name,
        String state,
        int hosts,
        int pending,
        int deferred,
        int inFlight,
        int verified,
        int skipped,
        int failed,
        int silent,
        int unverified,
        int notReached,
        int reverted,
        int cancelled,
        int budget,
        int forgiven,
        @Nullable String reason,
        @Nullable HaltedBy haltedBy,
        List<String> warnings,
        @Nullable Instant startedAt,
        @Nullable Instant soakUntil,
        @Nullable Instant openUntil,
        @Nullable Instant endedAt) {
    /** Why a wave halted and which hosts and reports caused it (the first 100). */
    public record HaltedBy(String reason, List<Cause> hosts) {
        /** One host's part. */
        public record Cause(
                UUID hostId,
                UUID assignmentId,
                String state,
                @Nullable UUID reportId,
                String cause) {}
    }
}
