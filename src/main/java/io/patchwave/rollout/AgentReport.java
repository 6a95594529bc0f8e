package io.patchwave.rollout;

import io.patchwave.platform.id.Secrets;
import io.patchwave.platform.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An agent's claim about one assignment.
 *
 * @param id made by the agent; the same id with the same content is the same report
 * @param state one of the words of design, section 2
 * @param seq grows per agent; orders its reports
 * @param at the agent's own time; only shown
 * @param evidence JSON text, or null
 */
public record AgentReport(
        UUID id,
        UUID assignmentId,
        String state,
        @Nullable Long seq,
        @Nullable Instant at,
        @Nullable Integer exitCode,
        @Nullable String message,
        @Nullable String evidence) {
    /** SHA-256 over all members: tells a repeated report from a reused id. */
    String bodyHash() {
        return Secrets.sha256(Json.write(this).getBytes(StandardCharsets.UTF_8));
    }
}
