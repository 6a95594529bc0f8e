package io.patchwave.catalog;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An advisory with all that the catalog knows of it.
 *
 * @param cves with KEV and EPSS where there are
 * @param products affected, as the publisher names them
 * @param documents where it was read
 */
public record AdvisoryDetail(
        AdvisoryView head,
        String summary,
        List<CveDecoration> cves,
        List<AffectedProduct> products,
        List<Remedy> remedies,
        List<Document> documents) {
    /** A product and the publisher's severity for it. */
    public record AffectedProduct(String name, @Nullable String severity) {}

    /**
     * What fixes it, for some products.
     *
     * @param id {@code KB4012213}, {@code openssl-1:1.1.1k-12.el8.x86_64}, {@code curl 7.74.0-1.3+deb11u7}
     * @param kind the publisher's word: {@code Monthly Rollup}, {@code Security Only}; {@code package} or {@code source}
     * @param supersedes KBs it contains, as published
     * @param products for which products, mirror and module stream, or release
     */
    public record Remedy(
            String id,
            @Nullable String kind,
            @Nullable String fixedBuild,
            List<String> supersedes,
            List<String> products,
            @Nullable Instant releasedAt) {}

    /** A document; {@code kind} and {@code name} as in the list of imports. */
    public record Document(
            String kind,
            String name,
            @Nullable String mirror,
            @Nullable Instant releasedAt) {}
}
