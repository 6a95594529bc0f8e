package io.patchwave.platform.job;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One piece of long work as stored.
 *
 * @param file absolute path of its upload, or null
 * @param done units of {@code total} worked off (bytes for imports)
 * @param difference for a held job: what would change, in words of its kind (JSON text)
 * @param result what the job answers besides counts (JSON text), for example an export's head
 */
public record Job(
        UUID id,
        String kind,
        JobState state,
        Map<String, String> parameters,
        @Nullable String file,
        long done,
        long total,
        Counts counts,
        List<String> problems,
        @Nullable String difference,
        @Nullable String result,
        Instant queuedAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        String queuedBy) {
    /** What became of the items read. */
    public record Counts(long created, long updated, long unchanged, long rejected) {
        /** Nothing yet. */
        public static final Counts NONE = new Counts(0, 0, 0, 0);
    }
}
