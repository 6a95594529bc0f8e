package io.patchwave.rollout;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code rollout_rollout}; {@code plan} is the body as accepted. */
record RolloutRow(
        UUID id,
        String name,
        RolloutState state,
        long version,
        String plan,
        @Nullable String reason,
        Instant createdAt,
        String createdBy,
        @Nullable Instant beginAt,
        @Nullable Instant startedAt,
        @Nullable Instant stoppedAt,
        @Nullable Instant endedAt) {
    Terms terms() {
        return Terms.of(plan);
    }

    RolloutRow in(RolloutState next, @Nullable String why, Instant now) {
        boolean stops = next == RolloutState.PAUSED || next == RolloutState.HALTED;
        return new RolloutRow(
                id,
                name,
                next,
                version + 1,
                plan,
                why,
                createdAt,
                createdBy,
                beginAt,
                next == RolloutState.RUNNING && startedAt == null ? now : startedAt,
                stops ? (stoppedAt == null ? now : stoppedAt) : null,
                next.isFinal() ? now : endedAt);
    }

    RolloutRow beginning(@Nullable Instant at) {
        return new RolloutRow(
                id, name, state, version, plan, reason, createdAt, createdBy, at, startedAt, stoppedAt, endedAt);
    }

    RolloutRow planned(String otherName, String otherPlan) {
        return new RolloutRow(
                id,
                otherName,
                state,
                version + 1,
                otherPlan,
                reason,
                createdAt,
                createdBy,
                beginAt,
                startedAt,
                stoppedAt,
                endedAt);
    }
}
