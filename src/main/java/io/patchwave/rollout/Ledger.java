package io.patchwave.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What happens in one transaction to the waves it has locked: moves of their assignments, and the counts that follow from
 * them. Written by {@link Ledgers#close}. An assignment may move several times; the rows always tell the newest.
 */
final class Ledger {
    private final Instant now;
    private final Map<UUID, WaveRow> waves = new LinkedHashMap<>();
    private final Map<UUID, AssignmentRow> rows = new LinkedHashMap<>();
    private final Map<UUID, AssignmentState> before = new LinkedHashMap<>();
    private final List<Move> moves = new ArrayList<>();
    private final Set<UUID> changedWaves = new LinkedHashSet<>();

    Ledger(Instant now, Collection<WaveRow> locked) {
        this.now = now;
        locked.forEach(wave -> waves.put(wave.id(), wave));
    }

    Instant now() {
        return now;
    }

    /** The waves locked, in the order of their ids. */
    List<WaveRow> waves() {
        return List.copyOf(waves.values());
    }

    WaveRow wave(UUID id) {
        return Objects.requireNonNull(waves.get(id), "wave is not locked here");
    }

    boolean holds(UUID waveId) {
        return waves.containsKey(waveId);
    }

    /** The newest form of an assignment. */
    AssignmentRow newest(AssignmentRow row) {
        return rows.getOrDefault(row.id(), row);
    }

    /** Lets an event happen; false when it changes nothing in the assignment's state. */
    boolean move(AssignmentRow row, AssignmentEvent event, Duration length, @Nullable String why) {
        AssignmentRow old = newest(row);
        var next = old.on(event, now, length, why);
        next.ifPresent(after -> {
            put(old, after);
            moves.add(new Move(old, event, after));
            count(old, -1);
            count(after, 1);
        });
        return next.isPresent();
    }

    /** Notes something on an assignment that is no transition. */
    void put(AssignmentRow old, AssignmentRow after) {
        before.putIfAbsent(old.id(), old.state());
        rows.put(old.id(), after);
    }

    /** Takes a closed assignment out of the counts: another one has its place. */
    void replace(AssignmentRow closed, AssignmentRow successor) {
        put(
                closed,
                new AssignmentRow(
                        closed.id(),
                        closed.targetId(),
                        closed.rolloutId(),
                        closed.waveId(),
                        closed.wave(),
                        closed.hostId(),
                        closed.hostname(),
                        closed.state(),
                        closed.attempt(),
                        false,
                        closed.reason(),
                        closed.lastSeq(),
                        closed.offeredAt(),
                        closed.leaseUntil(),
                        closed.dueAt(),
                        closed.reportedAt(),
                        closed.claimedAt(),
                        closed.verifiedAt(),
                        closed.changedAt(),
                        closed.reportId(),
                        closed.bootId(),
                        closed.seenAt()));
        count(closed, -1);
        count(successor, 1);
    }

    void change(WaveRow wave) {
        waves.put(wave.id(), wave);
        changedWaves.add(wave.id());
    }

    boolean hasMoved() {
        return !moves.isEmpty();
    }

    List<Move> moves() {
        return moves;
    }

    List<AssignmentRow> changedRows() {
        return List.copyOf(rows.values());
    }

    List<AssignmentState> statesBefore() {
        return rows.keySet().stream()
                .map(id -> Objects.requireNonNull(before.get(id)))
                .toList();
    }

    List<WaveRow> changedWaves() {
        return changedWaves.stream().map(this::wave).toList();
    }

    private void count(AssignmentRow row, int hosts) {
        if (row.counted()) {
            WaveRow wave = wave(row.waveId());
            change(wave.with(wave.tally().plus(row.state(), hosts)));
        }
    }
}
