package io.patchwave.rollout;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.UUID;

/** Opens ledgers (locks waves, in the order of their ids) and writes them; both in the caller's transaction. */
@ApplicationScoped
class Ledgers {
    private final Waves waves;
    private final Assignments assignments;
    private final AssignmentEvents events;
    private final Clock clock;

    Ledgers(Waves waves, Assignments assignments, AssignmentEvents events, Clock clock) {
        this.waves = waves;
        this.assignments = assignments;
        this.events = events;
        this.clock = clock;
    }

    /** Locks these waves. */
    Ledger open(Collection<UUID> waveIds) {
        return new Ledger(now(), waves.lock(waveIds));
    }

    /** Locks all waves of a rollout. */
    Ledger openOf(UUID rolloutId) {
        var locked = waves.lockOfRollout(rolloutId);
        return new Ledger(now(), locked);
    }

    /** Writes what has happened. */
    void close(Ledger ledger) {
        if (!ledger.changedRows().isEmpty()) {
            assignments.save(ledger.changedRows(), ledger.statesBefore());
        }
        events.insert(ledger.moves());
        ledger.changedWaves().forEach(waves::save);
    }

    /** Now, as exact as both databases keep it. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
