package io.patchwave.rollout;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

/** Polls that are held, without a thread: one per host; a second poll of a host ends the first. */
@ApplicationScoped
class Waiters {
    private final ConcurrentMap<UUID, CompletableFuture<End>> held = new ConcurrentHashMap<>();
    private final RolloutConfig config;

    Waiters(RolloutConfig config) {
        this.config = config;
    }

    /** Why a wait ended. */
    enum End {
        WOKEN,
        REPLACED,
        TIMED_OUT
    }

    /** Ends the host's earlier poll, if one is held. */
    void replace(UUID hostId) {
        CompletableFuture<End> earlier = held.remove(hostId);
        if (earlier != null) {
            earlier.complete(End.REPLACED);
        }
    }

    /** Waits for a wake-up; at once over when too many wait already. */
    Uni<End> await(UUID hostId, Duration atMost) {
        if (atMost.isNegative() || atMost.isZero() || held.size() >= config.maxWaiting()) {
            return Uni.createFrom().item(End.TIMED_OUT);
        }
        CompletableFuture<End> mine = new CompletableFuture<>();
        CompletableFuture<End> earlier = held.put(hostId, mine);
        if (earlier != null) {
            earlier.complete(End.REPLACED);
        }
        // One step of Mutiny's: each keeps the contexts of its request, ten thousand times.
        var unused = mine.completeOnTimeout(End.TIMED_OUT, atMost.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((end, failure) -> held.remove(hostId, mine));
        return Uni.createFrom().completionStage(mine);
    }

    /** Wakes the host's poll. */
    void wake(UUID hostId) {
        CompletableFuture<End> waiting = held.remove(hostId);
        if (waiting != null) {
            waiting.complete(End.WOKEN);
        }
    }

    Set<UUID> hosts() {
        return held.keySet();
    }
}
