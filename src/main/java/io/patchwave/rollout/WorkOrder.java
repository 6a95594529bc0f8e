package io.patchwave.rollout;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.patchwave.platform.id.Secrets;
import io.patchwave.platform.json.Json;
import io.patchwave.platform.keys.SigningKeys;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a poll: all work of a host, signed when there is any. {@code etag} is a hash of the items' content, never a
 * counter: a restored backup must not match old work with new (engineering, law 10).
 */
public record WorkOrder(List<WorkItem> items, @Nullable Signature signature, String etag) {
    /** No work. */
    public static final WorkOrder NONE = of(List.of());

    private static final Duration VALID = Duration.ofHours(1);

    /**
     * The server's signature (SHA256withRSA, PKCS#1 v1.5).
     *
     * @param keyId SHA-256 fingerprint of the public key, as pinned at enrolment
     * @param value base64 of the signature over the bytes that {@code content} encodes
     * @param content base64 of the signed JSON document {@code {"hostId", "items", "issuedAt", "expiresAt"}}: what an agent
     *     acts on, so that it need not write JSON in the same way
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Signature(String keyId, Instant issuedAt, Instant expiresAt, String value, String content) {}

    /** Unsigned yet. */
    static WorkOrder of(List<WorkItem> items) {
        String text = Json.write(items);
        return new WorkOrder(
                items,
                null,
                Secrets.sha256(text.getBytes(StandardCharsets.UTF_8)).substring(0, 32));
    }

    /** Whether there is nothing to do. */
    public boolean hasNothing() {
        return items.isEmpty();
    }

    /** Signed for this host alone, for an hour. */
    WorkOrder signed(UUID hostId, SigningKeys keys, Instant now) {
        Instant issued = now.truncatedTo(ChronoUnit.SECONDS);
        Instant expires = issued.plus(VALID);
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("hostId", hostId);
        document.put("items", items);
        document.put("issuedAt", issued);
        document.put("expiresAt", expires);
        byte[] bytes = Json.write(document).getBytes(StandardCharsets.UTF_8);
        return new WorkOrder(
                items,
                new Signature(
                        keys.fingerprint(),
                        issued,
                        expires,
                        keys.sign(bytes),
                        Base64.getEncoder().encodeToString(bytes)),
                etag);
    }
}
