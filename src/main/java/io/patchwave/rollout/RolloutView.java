package io.patchwave.rollout;

import io.patchwave.platform.id.Secrets;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A rollout as others see it.
 *
 * @param plan the body as accepted
 * @param leftOut hosts it does not touch, per reason code
 * @param version grows with every change of state or plan
 */
public record RolloutView(
        UUID id,
        String name,
        String state,
        @Nullable String reason,
        RolloutPlan plan,
        List<WaveView> waves,
        Map<String, Integer> leftOut,
        long version,
        Instant createdAt,
        String createdBy,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt) {
    /** For {@code If-Match}: a hash of what a person changes, so that a restored backup matches nothing newer. */
    public String etag() {
        String content = id + "\n" + state + "\n" + version + "\n" + io.patchwave.platform.json.Json.write(plan);
        return Secrets.sha256(content.getBytes(StandardCharsets.UTF_8)).substring(0, 32);
    }
}
