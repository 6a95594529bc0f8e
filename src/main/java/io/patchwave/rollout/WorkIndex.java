package io.patchwave.rollout;

import io.patchwave.platform.database.Revisions;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Which hosts may have work, in this server's memory, so that a poll of any other host touches no database. Follows the
 * revision {@value Engine#WORK}; a host too many only costs a look, a host too few is found at the next revision.
 */
@ApplicationScoped
class WorkIndex {
    private static final Duration FULL = Duration.ofSeconds(1);
    private static final Set<AssignmentState> OPEN = Arrays.stream(AssignmentState.values())
            .filter(state -> state == AssignmentState.PENDING || state == AssignmentState.DEFERRED || state.inFlight())
            .collect(Collectors.toUnmodifiableSet());

    private final Assignments assignments;
    private final Revisions revisions;
    private final Clock clock;
    private final Map<UUID, Instant> full = new ConcurrentHashMap<>();
    private volatile Map<UUID, Set<UUID>> hosts = Map.of();
    private volatile long revision = -1;

    WorkIndex(Assignments assignments, Revisions revisions, Clock clock) {
        this.assignments = assignments;
        this.revisions = revisions;
        this.clock = clock;
    }

    /** Whether the host may have work; false is certain as of the revision read last. */
    boolean mayHaveWork(UUID hostId) {
        return hosts.containsKey(hostId);
    }

    /** The waves in which the host has something open; empty for a host without work. */
    Set<UUID> wavesOf(UUID hostId) {
        return hosts.getOrDefault(hostId, Set.of());
    }

    /** Reads the revision and, when it is another one, all hosts with work; true when they were read. */
    synchronized boolean refresh() {
        return QuarkusTransaction.requiringNew().call(() -> {
            long now = revisions.current(Engine.WORK);
            if (now == revision) {
                return false;
            }
            Map<UUID, Set<UUID>> read = new HashMap<>();
            for (Assignments.OpenHost open : assignments.openHosts(OPEN)) {
                read.computeIfAbsent(open.hostId(), host -> new HashSet<>(2)).add(open.waveId());
            }
            hosts = read;
            revision = now;
            full.clear();
            return true;
        });
    }

    /** The wave has no room now: its pending hosts are answered from memory for a moment. */
    void full(UUID waveId) {
        full.put(waveId, clock.instant().plus(FULL));
    }

    void hasRoom(UUID waveId) {
        full.remove(waveId);
    }

    boolean isFull(UUID waveId) {
        Instant until = full.get(waveId);
        return until != null && clock.instant().isBefore(until);
    }

    /** Whether all waves of the host have no room at this moment. */
    boolean allFull(UUID hostId) {
        Set<UUID> waves = wavesOf(hostId);
        return !waves.isEmpty() && waves.stream().allMatch(this::isFull);
    }
}
