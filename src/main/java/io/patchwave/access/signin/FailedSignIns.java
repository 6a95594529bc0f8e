package io.patchwave.access.signin;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Counts refused credentials. An address that keeps failing (more than 300 a minute), or keeps failing for one user name (more
 * than 20), is told to wait before anything is looked up; whose credentials are remembered as right is not concerned.
 */
@ApplicationScoped
class FailedSignIns {
    private static final int MOST_ADDRESSES = 10_000;
    private static final int OF_ADDRESS = 300;
    private static final int OF_USER = 20;

    private final RecentMap<String, Rate> rates = new RecentMap<>(MOST_ADDRESSES);
    private final Counter counter;

    FailedSignIns(MeterRegistry metrics) {
        this.counter = Counter.builder("patchwave.signin.failures")
                .description("refused credentials, of people and agents")
                .register(metrics);
    }

    /** Seconds the address (with that user name, empty for tokens) has to wait; 0 when it may try. */
    long waitSeconds(String address, String username) {
        long now = System.nanoTime();
        long wait = waitOf(address, now);
        if (!username.isEmpty()) {
            wait = Math.max(wait, waitOf(address + " " + username, now));
        }
        return wait == 0 ? 0 : wait / 1_000_000_000L + 1;
    }

    /** Notes a refusal. */
    void failed(String address, String username) {
        long now = System.nanoTime();
        counter.increment();
        rates.getOrPut(address, () -> new Rate(OF_ADDRESS, now)).take(now);
        if (!username.isEmpty()) {
            rates.getOrPut(address + " " + username, () -> new Rate(OF_USER, now))
                    .take(now);
        }
    }

    private long waitOf(String who, long now) {
        Rate rate = rates.get(who);
        return rate == null ? 0 : rate.waiting(now);
    }
}
