package io.patchwave.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.patchwave.platform.id.Secrets;
import io.patchwave.platform.json.Json;
import io.patchwave.platform.security.Actor;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One act.
 *
 * @param details JSON text of an object, exactly as hashed
 * @param contentHash SHA-256 over all that stands before it
 * @param block number of the block that seals it; null for the second until it is sealed
 */
public record AuditEntry(
        UUID id,
        Instant at,
        Actor actor,
        String action,
        String subject,
        @JsonRawValue String details,
        String contentHash,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Long block) {

    static AuditEntry of(UUID id, Instant at, Actor actor, String action, String subject, String details) {
        return new AuditEntry(
                id, at, actor, action, subject, details, hash(id, at, actor, action, subject, details), null);
    }

    /** The hash of what is stored now; differs from {@link #contentHash} when the row was changed. */
    String computedHash() {
        return hash(id, at, actor, action, subject, details);
    }

    private static String hash(UUID id, Instant at, Actor actor, String action, String subject, String details) {
        return Secrets.sha256(Json.write(
                List.of(id.toString(), at.toString(), actor.kind(), actor.name(), action, subject, details)));
    }
}
