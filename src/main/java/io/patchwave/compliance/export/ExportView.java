package io.patchwave.compliance.export;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchwave.platform.job.Job;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An export as the API shows it; {@code head} is there when it has succeeded. */
public record ExportView(
        UUID id,
        String state,
        String format,
        Instant asOf,
        Instant knownAt,
        @Nullable JsonNode head) {
    /** An export that is only queued so far. */
    static ExportView of(Job job) {
        return new ExportView(
                job.id(),
                job.state().word(),
                job.parameters().getOrDefault("format", "csv"),
                Instant.parse(job.parameters().get("asOf")),
                Instant.parse(job.parameters().get("knownAt")),
                null);
    }
}
