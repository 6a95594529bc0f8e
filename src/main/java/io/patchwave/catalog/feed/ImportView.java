package io.patchwave.catalog.feed;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchwave.platform.job.Job;
import io.patchwave.platform.job.JobDecision;
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
 * @param difference of a held import: what it would change; of one a person applied: what it changed then
 * @param decision of an import that was held: what a person decided, and why
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
        @Nullable Decision decision,
        String queuedBy,
        Instant queuedAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt) {
    /** A person's; {@code decided} is {@code applied} or {@code refused}. */
    public record Decision(
            String decided, String by, @Nullable String reason, Instant at) {
        private static @Nullable Decision of(Job job) {
            JobDecision made = JobDecision.of(job);
            return made == null
                    ? null
                    : new Decision(made.applied() ? "applied" : "refused", made.by(), made.reason(), made.at());
        }
    }

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
                Decision.of(job),
                job.queuedBy(),
                job.queuedAt(),
                job.startedAt(),
                job.endedAt());
    }
}
