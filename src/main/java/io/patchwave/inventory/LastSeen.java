package io.patchwave.inventory;

import io.patchwave.platform.database.Sql;
import io.patchwave.platform.time.Ticker;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When each host was heard of last: a write to memory, flushed in batches every 10 s and at the end, so that the steady
 * check-in and the poll write nothing (engineering, 5). A killed server forgets at most those 10 s.
 */
@ApplicationScoped
class LastSeen {
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final String WRITE = "update inventory_host_seen set at = ? where host_id = ? and at < ?";

    private final Map<UUID, Instant> waiting = new ConcurrentHashMap<>();
    private final Sql sql;
    private final Clock clock;

    LastSeen(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    void start(@Observes StartupEvent start, Ticker ticker) {
        ticker.every(PAUSE, "last-seen", this::flush);
    }

    void stop(@Observes ShutdownEvent stop) {
        flush();
    }

    /** The host has just spoken; no database. */
    void touch(UUID hostId) {
        waiting.put(hostId, clock.instant());
    }

    /** The newer of what is stored and what is waiting here. */
    Instant newest(UUID hostId, Instant stored) {
        Instant here = waiting.get(hostId);
        return here == null || here.isBefore(stored) ? stored : here;
    }

    /** Writes what is waiting; by host id, so that servers that do it at once wait for each other in one order. */
    void flush() {
        List<Map.Entry<UUID, Instant>> entries = waiting.entrySet().stream()
                .map(entry -> Map.entry(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(entry -> entry.getKey().toString()))
                .toList();
        for (int from = 0; from < entries.size(); from += 1000) {
            var batch = entries.subList(from, Math.min(from + 1000, entries.size()));
            var rows = batch.stream()
                    .map(entry -> new Object[] {entry.getValue(), entry.getKey(), entry.getValue()})
                    .toList();
            QuarkusTransaction.requiringNew().run(() -> sql.batch(WRITE, rows));
            batch.forEach(entry -> waiting.remove(entry.getKey(), entry.getValue()));
        }
    }
}
