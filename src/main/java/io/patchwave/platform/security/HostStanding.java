package io.patchwave.platform.security;

import java.util.UUID;

/**
 * Whether a host may speak; implemented by inventory, asked by the token check so that access needs no arrow to it.
 * Asked at every request of an agent, on the event loop: it answers from memory.
 */
public interface HostStanding {
    /** False for retired hosts: their token opens nothing. */
    boolean maySpeak(UUID hostId);
}
