package io.patchwave.rollout;

import java.util.UUID;

/** A host a rollout does not touch, with the reason code of design 3.3: {@code already-patched}, {@code no-remedy}, … */
public record LeftOut(UUID hostId, String hostname, String reason) {}
