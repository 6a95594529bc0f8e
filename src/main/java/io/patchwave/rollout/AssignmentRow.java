package io.patchwave.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code rollout_assignment}: one host's work, through all its attempts.
 *
 * @param attempt from 1
 * @param counted false once a retry by a person has taken its place
 * @param lastSeq highest {@code seq} of the reports so far
 * @param offeredAt when this attempt was fetched; kept when it is withdrawn
 * @param dueAt when time itself does something to it: the lease's or the deferral's end
 * @param claimedAt when the agent said {@code installed} or {@code reboot-pending}, by our clock
 * @param bootId the boot the host was in then
 * @param seenAt a check-in after the claim whose inventory was known already
 */
record AssignmentRow(
        UUID id,
        UUID targetId,
        UUID rolloutId,
        UUID waveId,
        int wave,
        UUID hostId,
        String hostname,
        AssignmentState state,
        int attempt,
        boolean counted,
        @Nullable String reason,
        @Nullable Long lastSeq,
        @Nullable Instant offeredAt,
        @Nullable Instant leaseUntil,
        @Nullable Instant dueAt,
        @Nullable Instant reportedAt,
        @Nullable Instant claimedAt,
        @Nullable Instant verifiedAt,
        Instant changedAt,
        @Nullable UUID reportId,
        @Nullable String bootId,
        @Nullable Instant seenAt) {
    /**
     * What the row becomes by an event; empty when the event changes nothing in this state.
     *
     * @param length of the lease, or of the deferral
     * @param why reason code to show, or null
     */
    Optional<AssignmentRow> on(AssignmentEvent event, Instant now, Duration length, @Nullable String why) {
        return state.on(event).map(next -> become(next, event, now, length, why));
    }

    private AssignmentRow become(
            AssignmentState next, AssignmentEvent event, Instant now, Duration length, @Nullable String why) {
        boolean again = event == AssignmentEvent.FAIL_FOR_NOW || event == AssignmentEvent.RETRY;
        boolean fresh = again || event == AssignmentEvent.END_DEFERRAL;
        boolean timed = next.inFlight() || next == AssignmentState.DEFERRED;
        boolean claims = next == AssignmentState.INSTALLED || next == AssignmentState.REBOOT_PENDING;
        return new AssignmentRow(
                id,
                targetId,
                rolloutId,
                waveId,
                wave,
                hostId,
                hostname,
                next,
                again ? attempt + 1 : attempt,
                counted,
                why,
                lastSeq,
                fresh ? null : event == AssignmentEvent.OFFER ? now : offeredAt,
                next.inFlight() ? now.plus(length) : null,
                timed ? now.plus(length) : null,
                reportedAt,
                claims ? now : again ? null : claimedAt,
                next == AssignmentState.VERIFIED ? now : null,
                now,
                reportId,
                bootId,
                claims || again ? null : seenAt);
    }

    /** With a report noted; one that moves nothing still renews the lease. */
    AssignmentRow reported(UUID report, @Nullable Long seq, Instant now, Duration lease) {
        boolean renew = state.inFlight();
        Long highest = lastSeq == null || (seq != null && seq > lastSeq) ? seq : lastSeq;
        return new AssignmentRow(
                id,
                targetId,
                rolloutId,
                waveId,
                wave,
                hostId,
                hostname,
                state,
                attempt,
                counted,
                reason,
                highest,
                offeredAt,
                renew ? now.plus(lease) : leaseUntil,
                renew ? now.plus(lease) : dueAt,
                now,
                claimedAt,
                verifiedAt,
                changedAt,
                report,
                bootId,
                seenAt);
    }

    AssignmentRow inBoot(@Nullable String boot) {
        return new AssignmentRow(
                id,
                targetId,
                rolloutId,
                waveId,
                wave,
                hostId,
                hostname,
                state,
                attempt,
                counted,
                reason,
                lastSeq,
                offeredAt,
                leaseUntil,
                dueAt,
                reportedAt,
                claimedAt,
                verifiedAt,
                changedAt,
                reportId,
                boot,
                seenAt);
    }

    /** The same work under a new id, for a closed one that a person has tried again. */
    AssignmentRow successor(UUID other, Instant now) {
        return new AssignmentRow(
                other,
                targetId,
                rolloutId,
                waveId,
                wave,
                hostId,
                hostname,
                AssignmentState.PENDING,
                attempt + 1,
                true,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                now,
                null,
                null,
                null);
    }
}
