package io.patchwave.rollout;

/** What can happen to a rollout. */
public enum RolloutEvent {
    /** A person starts it and nobody else has to agree. */
    SCHEDULE,
    /** A person starts it and a second one must confirm. */
    ASK_CONFIRMATION,
    /** The second person agrees. */
    CONFIRM,
    /** Its start time has come. */
    BEGIN,
    /** A person stops it for now. */
    PAUSE,
    /** A person lets it go on. */
    RESUME,
    /** A gate of one of its waves stopped it. */
    HALT,
    /** Every wave has ended and nothing is pending or in flight. */
    COMPLETE,
    /** A person ends it for good. */
    CANCEL
}
