package io.patchwave.rollout;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Where a wave stands (design, 3.3). */
public enum WaveState {
    /** Waits for the wave before it. */
    PENDING,
    /** Waits for a person. */
    AWAITING_APPROVAL,
    /** Its hosts are offered work as far as budget and concurrency allow. */
    RUNNING,
    /** The success gate is met; waits whether something breaks after all. Stragglers go on. */
    SOAKING,
    /** Good enough for the next wave. Stragglers go on, and the brake still works on them. */
    SUCCEEDED,
    /** The brake stopped it; offers nothing until a person decides. */
    HALTED,
    /** Had no hosts, or was left out. */
    SKIPPED,
    /** Ended with its rollout. */
    CANCELLED;

    private static final Map<WaveState, Map<WaveEvent, WaveState>> TABLE = table();

    /** The state that follows; empty when the event is not possible in this state. */
    public Optional<WaveState> on(WaveEvent event) {
        return Optional.ofNullable(TABLE.getOrDefault(this, Map.of()).get(event));
    }

    /** Whether nothing can follow. A succeeded wave is not final: its stragglers may still reach the budget. */
    public boolean isFinal() {
        return this == SKIPPED || this == CANCELLED;
    }

    /** Whether the next wave may start and the rollout may complete. */
    public boolean hasEnded() {
        return this == SUCCEEDED || isFinal();
    }

    /** Whether its pending hosts may be offered work while the rollout runs. */
    public boolean offers() {
        return this == RUNNING || this == SOAKING || this == SUCCEEDED;
    }

    /** The word of the API, for example {@code awaiting-approval}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Map<WaveState, Map<WaveEvent, WaveState>> table() {
        Map<WaveState, Map<WaveEvent, WaveState>> table = new EnumMap<>(WaveState.class);
        table.put(
                PENDING,
                Map.of(
                        WaveEvent.ASK_APPROVAL, AWAITING_APPROVAL,
                        WaveEvent.START, RUNNING,
                        WaveEvent.SKIP, SKIPPED,
                        WaveEvent.CANCEL, CANCELLED));
        table.put(
                AWAITING_APPROVAL,
                Map.of(
                        WaveEvent.APPROVE, RUNNING,
                        WaveEvent.SKIP, SKIPPED,
                        WaveEvent.CANCEL, CANCELLED));
        table.put(
                RUNNING,
                Map.of(
                        WaveEvent.MEET_GATE, SOAKING,
                        WaveEvent.HALT, HALTED,
                        WaveEvent.SKIP, SKIPPED,
                        WaveEvent.CANCEL, CANCELLED));
        table.put(
                SOAKING,
                Map.of(
                        WaveEvent.END_SOAK, SUCCEEDED,
                        WaveEvent.HALT, HALTED,
                        WaveEvent.CANCEL, CANCELLED));
        // What has succeeded stays so when the rollout is cancelled; only the brake reopens it.
        table.put(SUCCEEDED, Map.of(WaveEvent.HALT, HALTED));
        table.put(
                HALTED,
                Map.of(
                        WaveEvent.RESUME, RUNNING,
                        WaveEvent.SKIP, SKIPPED,
                        WaveEvent.CANCEL, CANCELLED));
        return table;
    }
}
