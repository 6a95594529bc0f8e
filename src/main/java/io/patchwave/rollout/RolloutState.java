package io.patchwave.rollout;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Where a rollout stands (design, 3.3). */
public enum RolloutState {
    /** Written down; can still be changed. */
    DRAFT,
    /** Started by one person, waits for a second one. */
    AWAITING_CONFIRMATION,
    /** Will run at its start time. */
    SCHEDULED,
    /** Its waves go on one after the other. */
    RUNNING,
    /** A person stopped it; nothing new is offered, what has begun goes on. */
    PAUSED,
    /** A gate stopped it; a person decides. */
    HALTED,
    /** All waves have ended; only later truths still correct counts. */
    COMPLETED,
    /** A person ended it for good. */
    CANCELLED;

    private static final Map<RolloutState, Map<RolloutEvent, RolloutState>> TABLE = table();

    /** The state that follows; empty when the event is not possible in this state. */
    public Optional<RolloutState> on(RolloutEvent event) {
        return Optional.ofNullable(TABLE.getOrDefault(this, Map.of()).get(event));
    }

    /** Whether nothing can follow. */
    public boolean isFinal() {
        return this == COMPLETED || this == CANCELLED;
    }

    /** The word of the API, for example {@code awaiting-confirmation}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Map<RolloutState, Map<RolloutEvent, RolloutState>> table() {
        Map<RolloutState, Map<RolloutEvent, RolloutState>> table = new EnumMap<>(RolloutState.class);
        table.put(
                DRAFT,
                Map.of(
                        RolloutEvent.SCHEDULE, SCHEDULED,
                        RolloutEvent.ASK_CONFIRMATION, AWAITING_CONFIRMATION,
                        RolloutEvent.CANCEL, CANCELLED));
        table.put(AWAITING_CONFIRMATION, Map.of(RolloutEvent.CONFIRM, SCHEDULED, RolloutEvent.CANCEL, CANCELLED));
        table.put(SCHEDULED, Map.of(RolloutEvent.BEGIN, RUNNING, RolloutEvent.CANCEL, CANCELLED));
        table.put(
                RUNNING,
                Map.of(
                        RolloutEvent.PAUSE, PAUSED,
                        RolloutEvent.HALT, HALTED,
                        RolloutEvent.COMPLETE, COMPLETED,
                        RolloutEvent.CANCEL, CANCELLED));
        // The brake works while paused: what has begun can still fail.
        table.put(
                PAUSED,
                Map.of(
                        RolloutEvent.RESUME, RUNNING,
                        RolloutEvent.HALT, HALTED,
                        RolloutEvent.CANCEL, CANCELLED));
        table.put(HALTED, Map.of(RolloutEvent.RESUME, RUNNING, RolloutEvent.CANCEL, CANCELLED));
        return table;
    }
}
