package io.patchwave.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Which entries are asked for; null members select nothing away. {@code from} is included, {@code to} is not. */
public record AuditQuery(
        @Nullable String actor,
        @Nullable String action,
        @Nullable String subject,
        @Nullable Instant from,
        @Nullable Instant to) {
    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    Instant fromOrEarliest() {
        return from == null ? Instant.EPOCH : from;
    }

    Instant toOrLatest() {
        return to == null ? LATEST : to;
    }
}
