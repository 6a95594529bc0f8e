package io.patchwave.rollout;

import java.util.Arrays;
import java.util.Map;

/**
 * How many assignments of a wave stand where. On a wave's row it is a cache of {@code count(*) … group by state} (engineering,
 * law 13); as a difference it may be negative. Immutable.
 */
final class Tally {
    /** One counter, a column of {@code rollout_wave}; all states in flight share one. */
    enum Counter {
        PENDING,
        DEFERRED,
        IN_FLIGHT,
        VERIFIED,
        SKIPPED,
        FAILED,
        SILENT,
        UNVERIFIED,
        NOT_REACHED,
        REVERTED,
        CANCELLED;

        static Counter of(AssignmentState state) {
            return state.inFlight() ? IN_FLIGHT : valueOf(state.name());
        }
    }

    static final Tally NONE = new Tally(new int[Counter.values().length]);

    private final int[] counts;

    private Tally(int[] counts) {
        this.counts = counts;
    }

    /** The tally of these counts, in the counters' order. */
    static Tally of(int... counts) {
        if (counts.length != Counter.values().length) {
            throw new IllegalArgumentException("a tally has " + Counter.values().length + " counters");
        }
        return new Tally(counts.clone());
    }

    static Tally of(Map<AssignmentState, Integer> states) {
        Tally tally = NONE;
        for (var entry : states.entrySet()) {
            tally = tally.plus(entry.getKey(), entry.getValue());
        }
        return tally;
    }

    Tally plus(AssignmentState state, int hosts) {
        int[] sum = counts.clone();
        sum[Counter.of(state).ordinal()] += hosts;
        return new Tally(sum);
    }

    Tally plus(Tally difference) {
        int[] sum = counts.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += difference.counts[i];
        }
        return new Tally(sum);
    }

    int get(Counter counter) {
        return counts[counter.ordinal()];
    }

    int pending() {
        return get(Counter.PENDING);
    }

    int inFlight() {
        return get(Counter.IN_FLIGHT);
    }

    int verified() {
        return get(Counter.VERIFIED);
    }

    int failed() {
        return get(Counter.FAILED);
    }

    int silent() {
        return get(Counter.SILENT);
    }

    int unverified() {
        return get(Counter.UNVERIFIED);
    }

    int notReached() {
        return get(Counter.NOT_REACHED);
    }

    int cancelled() {
        return get(Counter.CANCELLED);
    }

    /** Verified, or nothing left to do. */
    int successes() {
        return verified() + get(Counter.SKIPPED);
    }

    /** Failed, unverified and silent. */
    int failures() {
        return failed() + unverified() + silent();
    }

    /** Hosts with an outcome, good or bad. */
    int outcomes() {
        return successes() + failures() + get(Counter.REVERTED);
    }

    /** Hosts that may still get or hold work. */
    int open() {
        return pending() + get(Counter.DEFERRED) + inFlight();
    }

    int total() {
        return Arrays.stream(counts).sum();
    }

    int[] toArray() {
        return counts.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tally that && Arrays.equals(counts, that.counts);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(counts);
    }

    @Override
    public String toString() {
        var text = new StringBuilder("{");
        for (Counter counter : Counter.values()) {
            if (get(counter) != 0) {
                text.append(text.length() > 1 ? ", " : "")
                        .append(counter)
                        .append('=')
                        .append(get(counter));
            }
        }
        return text.append('}').toString();
    }
}
