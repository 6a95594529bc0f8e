package io.patchwave.exposure;

/**
 * Which findings of a host are wanted.
 *
 * @param state open (exposed, pending-reboot, mitigated), fixed, unknown or all
 * @param kind {@code security}, {@code bugfix}, {@code enhancement}, or {@code all}
 */
public record FindingQuery(State state, String kind, Grain grain) {
    /** What people ask first: open security findings, one per advisory as published. */
    public static final FindingQuery OPEN = new FindingQuery(State.OPEN, "security", Grain.ADVISORY);

    /** Which end of the history. */
    public enum State {
        OPEN,
        FIXED,
        UNKNOWN,
        ALL
    }

    /** By advisory as published, or by what has to be installed. */
    public enum Grain {
        ADVISORY,
        REMEDY
    }
}
