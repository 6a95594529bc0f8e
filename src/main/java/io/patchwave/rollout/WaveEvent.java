package io.patchwave.rollout;

/** What can happen to a wave. */
public enum WaveEvent {
    /** Its turn has come, but a person must agree first. */
    ASK_APPROVAL,
    /** The person agrees; it starts. */
    APPROVE,
    /** Its turn has come: its assignments are made. */
    START,
    /** The success gate is met; the soak begins (of length zero where none is asked for). */
    MEET_GATE,
    /** The soak is over and the brake was not needed. */
    END_SOAK,
    /** Failures reached the budget, or a gate failed or could not be evaluated. */
    HALT,
    /** A person lets a halted wave go on and answers for the failures so far. */
    RESUME,
    /** It has no hosts (any more), or a person leaves it out. */
    SKIP,
    /** The rollout was cancelled. */
    CANCEL
}
