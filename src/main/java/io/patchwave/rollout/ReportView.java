package io.patchwave.rollout;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A report as received; {@code moved} tells whether it changed the assignment's state. */
public record ReportView(
        UUID id,
        UUID assignmentId,
        String state,
        @Nullable Long seq,
        @Nullable Instant at,
        Instant receivedAt,
        @Nullable Integer exitCode,
        @Nullable String message,
        @JsonRawValue @Nullable String evidence,
        boolean moved) {}
