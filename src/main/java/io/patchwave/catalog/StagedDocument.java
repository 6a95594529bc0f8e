package io.patchwave.catalog;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A document ready to be stored.
 *
 * @param name its own id ({@code 2017-Mar}, {@code ALSA-2024:0603}) or its part in a mirror ({@code primary})
 * @param mirror the mirror it belongs to; empty for none
 * @param releasedAt which of two revisions is newer; null where the one imported last counts
 * @param items what it holds beside advisories, for the counts
 */
public record StagedDocument(
        DocumentKind kind,
        String name,
        String mirror,
        @Nullable Instant releasedAt,
        DocumentBody body,
        List<StagedAdvisory> advisories,
        int items) {
    /** One advisory in it; the digest is over all the document says of it. */
    public record StagedAdvisory(String uid, String digest, AdvisoryHead head) {
        /** With the digest over the content. */
        public static StagedAdvisory of(String uid, Object content, AdvisoryHead head) {
            return new StagedAdvisory(uid, DocumentBody.digest(content, head), head);
        }
    }

    /** A document that belongs to no mirror and holds advisories. */
    public static StagedDocument of(
            DocumentKind kind,
            String name,
            @Nullable Instant releasedAt,
            DocumentBody body,
            List<StagedAdvisory> advisories) {
        return new StagedDocument(kind, name, "", releasedAt, body, advisories, 0);
    }
}
