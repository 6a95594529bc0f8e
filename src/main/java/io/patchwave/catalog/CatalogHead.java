package io.patchwave.catalog;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What readers keep of every advisory.
 *
 * @param severity our word
 * @param cves sorted
 * @param epss the worst of its CVEs
 * @param withdrawnAt null while it stands
 */
public record CatalogHead(
        String id,
        String family,
        String kind,
        String severity,
        List<String> cves,
        boolean kev,
        @Nullable LocalDate kevDue,
        @Nullable Double epss,
        @Nullable Instant publishedAt,
        @Nullable Instant withdrawnAt) {}
