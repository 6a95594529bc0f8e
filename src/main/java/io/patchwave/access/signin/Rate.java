package io.patchwave.access.signin;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A token bucket in one number: the instant at which the bucket would be full again. Holds a minute's worth, so a rate of
 * 1,200 lets 1,200 through at once and then one every 50 ms.
 */
final class Rate {
    private static final long MINUTE = 60_000_000_000L;

    private final long cost;
    private final AtomicLong full;

    /** A full bucket of so many a minute, at this reading of {@code System.nanoTime()}. */
    Rate(int perMinute, long now) {
        this.cost = MINUTE / Math.max(1, perMinute);
        this.full = new AtomicLong(now);
    }

    /** Takes one; answers 0 when it was there, else the nanoseconds until the next one. */
    long take(long now) {
        while (true) {
            long before = full.get();
            long next = (before - now > 0 ? before : now) + cost;
            if (next - now > MINUTE) {
                return next - now - MINUTE;
            }
            if (full.compareAndSet(before, next)) {
                return 0;
            }
        }
    }

    /** Nanoseconds until one is there, without taking it; 0 when it is there now. */
    long waiting(long now) {
        return Math.max(0, Math.max(full.get() - now, 0) + cost - MINUTE);
    }
}
