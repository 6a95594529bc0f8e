package io.patchwave.inventory;

import io.patchwave.inventory.HostTouches.Touch;
import io.patchwave.platform.time.Ticker;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * What each host said at its last check-in that changed nothing, and what it was answered: the same words again are answered
 * from here. A change of the host's row on this server forgets them at its commit, one on another server within a second, by
 * {@link HostTouches}; a server that cannot read those answers nothing from here.
 */
@ApplicationScoped
class Beats {
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration PURGE_PAUSE = Duration.ofMinutes(1);
    /** How far behind a transaction may commit its touch; that much is read again. */
    private static final Duration OVERLAP = Duration.ofSeconds(15);
    /** Older news than this, and nothing is answered from memory. */
    private static final Duration BLIND = Duration.ofSeconds(10);

    private static final int STRIPES = 4096;

    private final Map<UUID, Beat> beats = new ConcurrentHashMap<>();
    private final AtomicLongArray changes = new AtomicLongArray(STRIPES);
    private final HostTouches touches;
    private final Clock clock;
    private volatile Instant followed = Instant.EPOCH;
    /** Touches up to this id are done with; of later ones, those in {@code done}. */
    private long settled;

    private Set<Long> done = Set.of();

    Beats(HostTouches touches, Clock clock) {
        this.touches = touches;
        this.clock = clock;
    }

    /** The words as two hashes; a host has nothing to win by making them meet: they speak for nobody else. */
    private record Beat(long words, long again, @Nullable Long skewMillis, CheckIn.Answer answer) {}

    void start(@Observes StartupEvent start, Ticker ticker) {
        follow();
        ticker.every(PAUSE, "host-touches", this::follow);
        ticker.every(PURGE_PAUSE, "host-touches-purge", touches::purge);
    }

    /** The answer when the host says again what changed nothing before; empty when the row has to be asked. */
    Optional<CheckIn.Answer> answer(UUID hostId, CheckIn checkIn) {
        Beat beat = beats.get(hostId);
        if (beat == null || beat.words() != words(checkIn, 31) || beat.again() != words(checkIn, 1_000_003)) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        return Pulse.skewed(checkIn.skewMillis(now), beat.skewMillis()) || now.isAfter(followed.plus(BLIND))
                ? Optional.empty()
                : Optional.of(beat.answer());
    }

    /** To be taken before the row is read, and handed back with what was read. */
    long mark(UUID hostId) {
        return changes.get(stripe(hostId));
    }

    /** Keeps a check-in that changed nothing, unless the row may have changed since the mark. */
    void keep(UUID hostId, CheckIn checkIn, Pulse pulse, CheckIn.Answer answer, long mark) {
        beats.compute(
                hostId,
                (id, before) -> mark(id) != mark
                        ? null
                        : new Beat(words(checkIn, 31), words(checkIn, 1_000_003), pulse.clockSkewMillis(), answer));
    }

    void touched(@Observes(during = TransactionPhase.AFTER_SUCCESS) HostTouched event) {
        forget(event.hostId());
    }

    private void forget(UUID hostId) {
        changes.incrementAndGet(stripe(hostId));
        beats.remove(hostId);
    }

    /** Forgets whom others have touched. */
    synchronized void follow() {
        Instant now = clock.instant();
        boolean mayHaveMissed = now.isAfter(followed.plus(HostTouches.KEPT.dividedBy(2)));
        long newest = settled;
        Set<Long> recent = new HashSet<>();
        for (Touch touch : touches.above(settled)) {
            if (!done.contains(touch.id())) {
                forget(touch.hostId());
            }
            // Where no id is missing nothing can come between any more.
            if (touch.id() == newest + 1 || touch.at().isBefore(now.minus(OVERLAP))) {
                newest = touch.id();
            } else {
                recent.add(touch.id());
            }
        }
        done = recent;
        if (mayHaveMissed) {
            for (int stripe = 0; stripe < STRIPES; stripe++) {
                changes.incrementAndGet(stripe);
            }
            beats.clear();
        }
        settled = newest;
        followed = now;
    }

    private static int stripe(UUID hostId) {
        return hostId.hashCode() & (STRIPES - 1);
    }

    private static long words(CheckIn checkIn, long factor) {
        HostView.Agent agent = checkIn.agent();
        long hash = checkIn.rebootPending() ? factor : 7;
        hash = add(hash, checkIn.inventoryDigest(), factor);
        hash = add(hash, checkIn.factsDigest(), factor);
        hash = add(hash, checkIn.bootId(), factor);
        hash = add(hash, agent == null ? null : agent.name(), factor);
        hash = add(hash, agent == null ? null : agent.version(), factor);
        return agent == null ? hash : ~hash;
    }

    private static long add(long hash, @Nullable String text, long factor) {
        if (text == null) {
            return hash * factor + 1;
        }
        long sum = hash * factor + text.length() + 2;
        for (int i = 0; i < text.length(); i++) {
            sum = (sum ^ text.charAt(i)) * factor;
            sum ^= sum >>> 29;
        }
        return sum;
    }
}
