package io.patchwave.access.signin;

import io.patchwave.access.AgentTokens;
import io.patchwave.access.UserService;
import io.patchwave.platform.database.RevisionBumped;
import io.patchwave.platform.database.Revisions;
import io.patchwave.platform.time.Ticker;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tells the caches of this server when credentials may have died: at once for changes made here, within a second for those
 * of other servers. Every cached identity carries the generation it was read at and is read again when that is over.
 */
@ApplicationScoped
class Changes {
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final long BLIND_AFTER = Duration.ofSeconds(30).toNanos();

    private final Revisions revisions;
    private final Map<String, Long> seen = new ConcurrentHashMap<>();
    private final AtomicLong agents = new AtomicLong();
    private final AtomicLong people = new AtomicLong();
    private volatile long readAt = System.nanoTime();

    Changes(Revisions revisions) {
        this.revisions = revisions;
    }

    void start(@Observes @Priority(30) StartupEvent start, Ticker ticker) {
        look();
        ticker.every(PAUSE, "credentials", this::look);
    }

    void bumped(@Observes(during = TransactionPhase.AFTER_SUCCESS) RevisionBumped bump) {
        count(bump.name());
    }

    void look() {
        look(AgentTokens.REVISION);
        look(UserService.REVISION);
        readAt = System.nanoTime();
    }

    /** Counts up when an agent's token may have died. */
    long agentGeneration() {
        return agents.get();
    }

    /** Counts up when a person's password or token may have died. */
    long peopleGeneration() {
        return people.get();
    }

    /** Whether changes could not be read for 30 s: nobody can say then who may still speak. */
    boolean blind() {
        return System.nanoTime() - readAt > BLIND_AFTER;
    }

    private void look(String name) {
        long now = revisions.current(name);
        Long before = seen.put(name, now);
        if (before != null && before != now) {
            count(name);
        }
    }

    private void count(String name) {
        if (name.equals(AgentTokens.REVISION)) {
            agents.incrementAndGet();
        } else if (name.equals(UserService.REVISION)) {
            people.incrementAndGet();
        }
    }
}
