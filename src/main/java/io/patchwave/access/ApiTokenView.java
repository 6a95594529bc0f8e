package io.patchwave.access;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An API token as others see it, without its secret.
 *
 * @param username whose it is: whatever it does, this user did
 * @param expiresAt null when it does not expire
 */
public record ApiTokenView(
        UUID id,
        String name,
        String username,
        Role role,
        Instant createdAt,
        @Nullable Instant expiresAt) {
    /** Whether it opens nothing any more. */
    public boolean expired(Instant now) {
        return expiresAt != null && !expiresAt.isAfter(now);
    }
}
