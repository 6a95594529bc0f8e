package io.patchwave.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code rollout_wave}.
 *
 * @param number from 1
 * @param hosts the denominator; frozen when the wave starts, foreseen before
 * @param forgiven failures a person has answered for by resuming
 * @param soakUntil when the soak ends; null while not soaking
 * @param openUntil when {@code keepOpenFor} is over; null before the start
 * @param haltedBy JSON of {@link WaveView.HaltedBy}, or null
 */
record WaveRow(
        UUID id,
        UUID rolloutId,
        int number,
        @Nullable String name,
        WaveState state,
        int hosts,
        int budget,
        int concurrency,
        int forgiven,
        Tally tally,
        @Nullable Instant startedAt,
        @Nullable Instant soakUntil,
        @Nullable Instant openUntil,
        @Nullable Instant endedAt,
        @Nullable String reason,
        @Nullable String haltedBy) {
    WaveRow in(WaveState next, @Nullable String why) {
        return new WaveRow(
                id,
                rolloutId,
                number,
                name,
                next,
                hosts,
                budget,
                concurrency,
                forgiven,
                tally,
                startedAt,
                soakUntil,
                openUntil,
                endedAt,
                why,
                next == WaveState.HALTED ? haltedBy : null);
    }

    /** The counts and the forgiven failures, which are never more than there are. */
    WaveRow with(Tally now) {
        return new WaveRow(
                id,
                rolloutId,
                number,
                name,
                state,
                hosts,
                budget,
                concurrency,
                Math.min(forgiven, now.failures()),
                now,
                startedAt,
                soakUntil,
                openUntil,
                endedAt,
                reason,
                haltedBy);
    }

    /** What a wave that has not started will be like. */
    WaveRow foreseen(int size, int failuresAllowed) {
        return new WaveRow(
                id,
                rolloutId,
                number,
                name,
                state,
                size,
                failuresAllowed,
                concurrency,
                forgiven,
                tally,
                startedAt,
                soakUntil,
                openUntil,
                endedAt,
                reason,
                haltedBy);
    }

    WaveRow started(int frozen, int failuresAllowed, Instant now, Duration keepOpenFor) {
        return new WaveRow(
                id,
                rolloutId,
                number,
                name,
                state,
                frozen,
                failuresAllowed,
                concurrency,
                0,
                Tally.NONE.plus(AssignmentState.PENDING, frozen),
                now,
                null,
                now.plus(keepOpenFor),
                null,
                reason,
                null);
    }

    WaveRow soaking(Instant until) {
        return new WaveRow(
                id,
                rolloutId,
                number,
                name,
                state,
                hosts,
                budget,
                concurrency,
                forgiven,
                tally,
                startedAt,
                until,
                openUntil,
                endedAt,
                reason,
                haltedBy);
    }

    WaveRow ended(Instant at) {
        return new WaveRow(
                id,
                rolloutId,
                number,
                name,
                state,
                hosts,
                budget,
                concurrency,
                forgiven,
                tally,
                startedAt,
                soakUntil,
                openUntil,
                at,
                reason,
                haltedBy);
    }

    WaveRow halted(String by) {
        return new WaveRow(
                id,
                rolloutId,
                number,
                name,
                state,
                hosts,
                budget,
                concurrency,
                forgiven,
                tally,
                startedAt,
                null,
                openUntil,
                null,
                reason,
                by);
    }

    /** Goes on after a stop: the failures so far are answered for, and the door stays open as much longer. */
    WaveRow resumed(boolean forgive, Duration stopped) {
        return new WaveRow(
                id,
                rolloutId,
                number,
                name,
                state,
                hosts,
                budget,
                concurrency,
                forgive ? tally.failures() : forgiven,
                tally,
                startedAt,
                soakUntil == null ? null : soakUntil.plus(stopped),
                openUntil == null ? null : openUntil.plus(stopped),
                endedAt,
                reason,
                haltedBy);
    }

    WaveRow openUntil(Instant until) {
        return new WaveRow(
                id,
                rolloutId,
                number,
                name,
                state,
                hosts,
                budget,
                concurrency,
                forgiven,
                tally,
                startedAt,
                soakUntil,
                until,
                endedAt,
                reason,
                haltedBy);
    }

    boolean doorClosed(Instant now) {
        return openUntil != null && !now.isBefore(openUntil);
    }

    boolean soakOver(Instant now) {
        return soakUntil != null && !now.isBefore(soakUntil);
    }

    int room() {
        return Gate.room(budget, forgiven, tally, concurrency);
    }

    Gate.Standing standing(Instant now) {
        return new Gate.Standing(state, hosts, budget, forgiven, tally, doorClosed(now), soakOver(now));
    }

    /** Whether nothing is pending or in flight, or the door is closed: it does not hold the rollout open. */
    boolean isDone(Instant now) {
        return state.hasEnded() && (tally.open() == 0 || doorClosed(now));
    }
}
