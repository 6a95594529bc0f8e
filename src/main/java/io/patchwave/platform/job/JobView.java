package io.patchwave.platform.job;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchwave.platform.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A job as the API shows it. */
public record JobView(
        UUID id,
        String state,
        Progress progress,
        Job.Counts counts,
        List<String> problems,
        @Nullable JsonNode difference,
        @Nullable JsonNode result,
        Instant queuedAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt) {
    /** Units worked off of those there are; bytes for imports. */
    public record Progress(long done, long total) {}

    /** The view of a job. */
    public static JobView of(Job job) {
        return new JobView(
                job.id(),
                job.state().word(),
                new Progress(job.done(), job.total()),
                job.counts(),
                job.problems(),
                job.difference() == null ? null : Json.tree(job.difference()),
                job.result() == null ? null : Json.tree(job.result()),
                job.queuedAt(),
                job.startedAt(),
                job.endedAt());
    }
}
