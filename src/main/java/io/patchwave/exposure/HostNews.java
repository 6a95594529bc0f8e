package io.patchwave.exposure;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which hosts have come, retired, returned or are called otherwise since the last question, on whatever server. One thread's. Touches
 * are kept for some minutes only; ids commit out of order, so the last seconds are read again.
 */
final class HostNews {
    private static final Duration OVERLAP = Duration.ofSeconds(15);
    private static final Duration BLIND = Duration.ofMinutes(2);

    private final HostRows hosts;
    private final Clock clock;
    private Instant asked = Instant.EPOCH;
    /** Touches up to this id are done with; of later ones, those in {@code done}. */
    private long settled;

    private Set<Long> done = Set.of();

    HostNews(HostRows hosts, Clock clock) {
        this.hosts = hosts;
        this.clock = clock;
    }

    /** Those whose rows are to be read; null for all of them: the last question was too long ago, or this is the first. */
    @Nullable Set<UUID> next() {
        Instant now = clock.instant();
        boolean blind = now.isAfter(asked.plus(BLIND));
        Set<UUID> fresh = new HashSet<>();
        Set<Long> recent = new HashSet<>();
        long newest = settled;
        for (HostRows.Touch touch : hosts.touchesAbove(settled)) {
            if (!done.contains(touch.id())) {
                fresh.add(touch.hostId());
            }
            if (touch.at().isBefore(now.minus(OVERLAP))) {
                newest = Math.max(newest, touch.id());
            } else {
                recent.add(touch.id());
            }
        }
        settled = newest;
        done = recent;
        asked = now;
        return blind ? null : fresh;
    }
}
