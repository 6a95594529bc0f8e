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
    /** Stands for the user name where an agent's token was looked up in vain; no user can have it. */
    static final String AGENTS = " agents:";

    private static final int MOST_ADDRESSES = 10_000;
    private static final int OF_ADDRESS = 300;
    private static final int OF_USER = 20;
    /** Look-ups in vain for agents behind one address, which may be a whole site's. */
    private static final int OF_AGENTS = 3_000;

    private final RecentMap<String, Rate> rates = new RecentMap<>(MOST_ADDRESSES);
    private final Counter counter;

    FailedSignIns(MeterRegistry metrics) {
        this.counter = Counter.builder("patchwave.signin.failures")
                .description("refused credentials, of people and agents")
                .register(metrics);
    }

    /** Seconds the address (with that user name, empty for API tokens) has to wait; 0 when it may try. */
    long waitSeconds(String address, String username) {
        long now = System.nanoTime();
        long wait = waitOf(username.equals(AGENTS) ? address + AGENTS : address, now);
        if (ofPerson(username)) {
            wait = Math.max(wait, waitOf(address + " " + username, now));
        }
        return wait == 0 ? 0 : wait / 1_000_000_000L + 1;
    }

    /** Notes a refusal after a look-up. */
    void failed(String address, String username) {
        long now = System.nanoTime();
        count();
        if (username.equals(AGENTS)) {
            rates.getOrPut(address + AGENTS, () -> new Rate(OF_AGENTS, now)).take(now);
            return;
        }
        rates.getOrPut(address, () -> new Rate(OF_ADDRESS, now)).take(now);
        if (ofPerson(username)) {
            rates.getOrPut(address + " " + username, () -> new Rate(OF_USER, now))
                    .take(now);
        }
    }

    /** Counts a refusal that cost nothing. */
    void count() {
        counter.increment();
    }

    private static boolean ofPerson(String username) {
        return !username.isEmpty() && !username.equals(AGENTS);
    }

    private long waitOf(String who, long now) {
        Rate rate = rates.get(who);
        return rate == null ? 0 : rate.waiting(now);
    }
}
