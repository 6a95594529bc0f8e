package io.patchwave.rollout;

import io.patchwave.exposure.Remedies;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One host's work as others see it.
 *
 * @param wave number of the wave, from 1
 * @param reason reason code of what it waits for or why it stopped, or null
 * @param claimedAt when the agent said it had installed
 * @param advisories those that were open on the host when the rollout started
 */
public record AssignmentView(
        UUID id,
        UUID rolloutId,
        UUID hostId,
        String hostname,
        int wave,
        String state,
        int attempt,
        @Nullable String reason,
        List<String> advisories,
        List<String> kbs,
        List<String> packages,
        @Nullable Instant offeredAt,
        @Nullable Instant leaseUntil,
        @Nullable Instant reportedAt,
        @Nullable Instant claimedAt,
        @Nullable Instant verifiedAt) {
    static AssignmentView of(AssignmentRow row, @Nullable Target target, @Nullable String reason) {
        Remedies remedies = target == null ? Remedies.none(null) : target.remedies();
        return new AssignmentView(
                row.id(),
                row.rolloutId(),
                row.hostId(),
                row.hostname(),
                row.wave(),
                row.state().word(),
                row.attempt(),
                reason,
                target == null ? List.of() : target.advisories(),
                remedies.kbs(),
                remedies.packages(),
                row.offeredAt(),
                row.leaseUntil(),
                row.reportedAt(),
                row.claimedAt(),
                row.verifiedAt());
    }
}
