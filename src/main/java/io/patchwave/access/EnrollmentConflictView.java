package io.patchwave.access;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A machine asked to enrol under a known machine id without proof that it is that host.
 *
 * @param state open, allowed (may enrol once within 24 h), used or refused
 * @param attempts how often it asked with this enrolment token
 */
public record EnrollmentConflictView(
        UUID id,
        UUID hostId,
        String machineId,
        String hostname,
        UUID enrollmentTokenId,
        @Nullable String remoteAddress,
        State state,
        int attempts,
        Instant firstAt,
        Instant lastAt,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt) {
    /** Where the conflict stands. */
    public enum State {
        OPEN,
        ALLOWED,
        USED,
        REFUSED;

        /** As in the API: {@code open}. */
        @JsonValue
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
