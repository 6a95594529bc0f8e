package io.patchwave.platform.security;

import java.util.UUID;

/** Whether a host may speak; implemented by inventory, asked by the token check so that access needs no arrow to it. */
public interface HostStanding {
    /** False for retired and unknown hosts: their token opens nothing. */
    boolean maySpeak(UUID hostId);
}
