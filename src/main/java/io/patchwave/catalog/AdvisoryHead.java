package io.patchwave.catalog;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one document says of an advisory as a whole.
 *
 * @param severity our word; {@code publisherSeverity} is theirs
 * @param cves sorted
 */
public record AdvisoryHead(
        String source,
        String family,
        String kind,
        String title,
        String summary,
        String severity,
        @Nullable String publisherSeverity,
        @Nullable Instant publishedAt,
        @Nullable Instant updatedAt,
        @Nullable Instant withdrawnAt,
        List<String> cves) {}
