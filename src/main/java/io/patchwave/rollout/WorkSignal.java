package io.patchwave.rollout;

import io.patchwave.platform.time.Ticker;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Looks twice a second whether hosts have got work, or waves room, and wakes the polls held for them on this server. */
@ApplicationScoped
class WorkSignal {
    private static final Logger LOG = Logger.getLogger(WorkSignal.class);
    private static final Duration PACE = Duration.ofMillis(500);

    private final WorkIndex index;
    private final Waiters waiters;
    private final Waves waves;
    private final Ticker ticker;

    WorkSignal(WorkIndex index, Waiters waiters, Waves waves, Ticker ticker) {
        this.index = index;
        this.waiters = waiters;
        this.waves = waves;
        this.ticker = ticker;
    }

    void start(@Observes StartupEvent start) {
        index.refresh();
        ticker.every(PACE, "work", this::look);
    }

    /** Whether this server knows of open work of the host. */
    boolean concerns(UUID hostId) {
        return index.mayHaveWork(hostId);
    }

    /** Does something off the caller's thread, for observers whose transaction is just over. */
    void later(Runnable work) {
        Infrastructure.getDefaultWorkerPool().execute(() -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                LOG.warnf(e, "a hint was not followed up; the tick will find it");
            }
        });
    }

    /** Reads the index when it is behind, and wakes whom that concerns. */
    void look() {
        if (index.refresh()) {
            Set.copyOf(waiters.hosts()).stream().filter(index::mayHaveWork).forEach(waiters::wake);
        } else {
            wakeWhereThereIsRoom();
        }
    }

    private void wakeWhereThereIsRoom() {
        Map<UUID, List<UUID>> waiting = new HashMap<>();
        for (UUID host : Set.copyOf(waiters.hosts())) {
            for (UUID wave : index.wavesOf(host)) {
                waiting.computeIfAbsent(wave, w -> new ArrayList<>()).add(host);
            }
        }
        if (waiting.isEmpty()) {
            return;
        }
        Map<UUID, Integer> rooms =
                QuarkusTransaction.requiringNew().call(() -> waves.rooms(new HashSet<>(waiting.keySet())));
        rooms.forEach((wave, room) -> {
            if (room > 0) {
                index.hasRoom(wave);
                waiting.getOrDefault(wave, List.of()).stream().limit(room).forEach(waiters::wake);
            }
        });
    }
}
