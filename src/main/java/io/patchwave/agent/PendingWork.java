package io.patchwave.agent;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a check-in has to do with work: a CDI bean of this package that asks rollout. */
interface PendingWork {
    /** Whether a poll would find something; from memory. */
    boolean hasWork(UUID hostId);

    /**
     * The host has checked in; the transaction of the check-in is over. After {@code installed}, one whose digest has not
     * changed is a proof of the contrary.
     *
     * @param bootId null when the agent cannot tell
     * @param digestChanged whether the announced inventory is another one than at the check-in before
     */
    void checkedIn(UUID hostId, @Nullable String bootId, boolean digestChanged);
}
