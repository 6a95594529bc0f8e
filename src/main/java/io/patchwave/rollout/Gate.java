package io.patchwave.rollout;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The brakes of a wave, as pure arithmetic (design, 3.3). Percentages are whole numbers.
 *
 * @param successThreshold percent of the reached hosts that must be verified or skipped
 * @param failureThreshold percent of the wave that may fail before it halts
 * @param failureCount hosts that may fail before it halts, or null; the stricter of the two counts
 * @param minimumSample hosts that must have an outcome before success can be said (the whole wave if smaller)
 * @param soak how long to wait between the success gate and the next wave
 * @param unreachedThreshold percent of the wave not reached from which a warning is given, or null
 */
record Gate(
        int successThreshold,
        int failureThreshold,
        @Nullable Integer failureCount,
        int minimumSample,
        Duration soak,
        @Nullable Integer unreachedThreshold) {
    static final Gate DEFAULT = new Gate(95, 10, null, 10, Duration.ZERO, null);

    /** What the gates say of a wave now. */
    enum Word {
        GO_ON,
        MEET_GATE,
        END_SOAK,
        HALT,
        SKIP
    }

    /** The word and, for a halt, its reason code: {@code failure-budget}, {@code success-threshold}, {@code nobody-reached}. */
    record Decision(Word word, @Nullable String reason) {
        static final Decision GO_ON = new Decision(Word.GO_ON, null);
    }

    /**
     * What is known of a wave when its gates are asked.
     *
     * @param hosts the denominator, frozen when the wave started
     * @param forgiven failures a person has answered for by resuming
     * @param doorClosed whether {@code keepOpenFor} is over
     * @param soakOver whether the soak has ended
     */
    record Standing(
            WaveState state, int hosts, int budget, int forgiven, Tally tally, boolean doorClosed, boolean soakOver) {}

    /** Failures from which the wave halts: 10 % of 25 hosts → 2; 10 % of 5 → 1 (at least one); 10 % of 100 with count 3 → 3. */
    int budget(int hosts) {
        int byPercent = (int) ((long) hosts * failureThreshold / 100);
        int stricter = failureCount == null ? byPercent : Math.min(byPercent, failureCount);
        return Math.max(1, stricter);
    }

    /** How many more hosts may be offered work now: failures + in flight never pass the budget, in flight never the slots. */
    static int room(int budget, int forgiven, Tally tally, int concurrency) {
        int byBudget = budget - counted(forgiven, tally) - tally.inFlight();
        return Math.max(0, Math.min(byBudget, concurrency - tally.inFlight()));
    }

    /** What follows for the wave. The brake comes first in every state that still offers. */
    Decision decide(Standing wave) {
        if (!wave.state().offers()) {
            return Decision.GO_ON;
        }
        if (counted(wave.forgiven(), wave.tally()) >= wave.budget()) {
            return new Decision(Word.HALT, "failure-budget");
        }
        return switch (wave.state()) {
            case RUNNING -> ofRunning(wave);
            case SOAKING -> wave.soakOver() ? new Decision(Word.END_SOAK, null) : Decision.GO_ON;
            case SUCCEEDED, PENDING, AWAITING_APPROVAL, HALTED, SKIPPED, CANCELLED -> Decision.GO_ON;
        };
    }

    /** Whether so many hosts were not reached that a person should know. */
    boolean warnsOfUnreached(int hosts, Tally tally) {
        return unreachedThreshold != null
                && tally.notReached() > 0
                && (long) tally.notReached() * 100 >= (long) unreachedThreshold * hosts;
    }

    private Decision ofRunning(Standing wave) {
        Tally tally = wave.tally();
        int counted = wave.hosts() - tally.cancelled();
        if (counted <= 0) {
            return new Decision(Word.SKIP, null);
        }
        int forgiven = Math.min(wave.forgiven(), tally.failures());
        int reached = counted - tally.pending() - tally.notReached() - forgiven;
        boolean ended = tally.open() == 0;
        if (reached <= 0) {
            if (!ended) {
                return Decision.GO_ON;
            }
            return forgiven > 0 ? new Decision(Word.MEET_GATE, null) : new Decision(Word.HALT, "nobody-reached");
        }
        int outcomes = tally.outcomes() - forgiven;
        int sample = wave.doorClosed() ? reached : Math.min(minimumSample, counted - forgiven);
        boolean enough = (long) tally.successes() * 100 >= (long) successThreshold * reached;
        if (enough && outcomes >= sample) {
            return new Decision(Word.MEET_GATE, null);
        }
        return ended ? new Decision(Word.HALT, "success-threshold") : Decision.GO_ON;
    }

    private static int counted(int forgiven, Tally tally) {
        return tally.failures() - Math.min(forgiven, tally.failures());
    }
}
