package io.patchwave.platform.job;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a person decided of a held job; kept among its parameters.
 *
 * @param applied otherwise refused
 */
public record JobDecision(
        boolean applied, String by, @Nullable String reason, Instant at) {
    private static final String APPLIED = "approved";
    private static final String BY = "decidedBy";
    private static final String AT = "decidedAt";
    private static final String REASON = "decisionReason";

    /** Of a job; null where nobody decided. */
    public static @Nullable JobDecision of(Job job) {
        return of(job.parameters());
    }

    /** Of a job at work; null where nobody decided. */
    public static @Nullable JobDecision of(JobRun run) {
        return of(run.parameters());
    }

    private static @Nullable JobDecision of(Map<String, String> parameters) {
        String by = parameters.get(BY);
        String at = parameters.get(AT);
        return by == null || at == null
                ? null
                : new JobDecision(isApplied(parameters), by, parameters.get(REASON), Instant.parse(at));
    }

    /** Whether a person let the job go on. */
    static boolean isApplied(Map<String, String> parameters) {
        return "true".equals(parameters.get(APPLIED));
    }

    Map<String, String> in(Map<String, String> parameters) {
        Map<String, String> all = new HashMap<>(parameters);
        all.put(APPLIED, String.valueOf(applied));
        all.put(BY, by);
        all.put(AT, at.toString());
        if (reason != null) {
            all.put(REASON, reason);
        }
        return all;
    }
}
