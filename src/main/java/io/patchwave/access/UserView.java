package io.patchwave.access;

import java.time.Instant;
import java.util.UUID;

/** A user as others see it. */
public record UserView(UUID id, String username, Role role, Instant createdAt) {}
