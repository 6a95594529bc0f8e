package io.patchwave.access;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An enrolment token as others see it, without its secret.
 *
 * @param maxUses null for any number
 * @param hostId the one host it may enrol, or null
 * @param signingKeyFingerprint SHA-256 of the server's public key: agents pin it before they say anything
 */
public record EnrollmentTokenView(
        UUID id,
        String description,
        String createdBy,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant revokedAt,
        @Nullable Integer maxUses,
        int uses,
        List<String> tags,
        @Nullable UUID hostId,
        String signingKeyFingerprint) {
    /** Whether it opens nothing: revoked, expired or used up. */
    @JsonIgnore
    boolean closed(Instant now) {
        return revokedAt != null || !expiresAt.isAfter(now) || (maxUses != null && uses >= maxUses);
    }
}
