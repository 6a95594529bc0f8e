package io.patchwave.rollout;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One piece of work for an agent (design, section 2); ids and digests only, never free text to run.
 *
 * @param action {@code install}; {@code mitigate}, {@code revert}, {@code reboot} and {@code inventory} come with later releases
 * @param kbs Windows updates to install, or null
 * @param packages NEVRAs or {@code source=version} to install, or null
 * @param expiresAt after this the agent does not begin any more
 * @param reboot {@code never}, {@code if-required} or {@code always}
 * @param attempt from 1
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WorkItem(
        UUID assignmentId,
        UUID rolloutId,
        String action,
        List<String> advisories,
        @Nullable List<String> kbs,
        @Nullable List<String> packages,
        Instant expiresAt,
        String reboot,
        boolean emergency,
        int attempt) {}
