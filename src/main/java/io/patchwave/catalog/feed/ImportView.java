package io.patchwave.catalog.feed;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchwave.platform.job.Job;
import io.patchwave.platform.job.JobView;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An import as the API shows it.
 *
 * @param state {@code queued}, {@code running}, {@code held}, {@code succeeded} or {@code failed}
 * @param progress bytes
 * @param problems sentences that name the file and the place
 * @param difference of a held import: what it would change
 */
public record ImportView(
        UUID id,
        String state,
        String format,
        @Nullable String filename,
        @Nullable String mirror,
        JobView.Progress progress,
        Job.Counts counts,
        List<String> problems,
        @Nullable JsonNode difference,
        String queuedBy,
        Instant queuedAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt) {
    /** The view of a job. */
    static ImportView of(Job job) {
        JobView view = JobView.of(job);
        return new ImportView(
                job.id(),
                view.state(),
                job.parameters().getOrDefault("format", "auto"),
                job.parameters().get("filename"),
                job.parameters().get("mirror"),
                view.progress(),
                view.counts(),
                view.problems(),
                view.difference(),
                job.queuedBy(),
                job.queuedAt(),
                job.startedAt(),
                job.endedAt());
    }
}
