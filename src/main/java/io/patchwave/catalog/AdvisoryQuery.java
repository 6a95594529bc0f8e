package io.patchwave.catalog;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which advisories a list shows, and in which order.
 *
 * @param q words that id, title or CVEs contain; null for all
 * @param severities our words; empty for all
 * @param cve one CVE, or null
 * @param sources publishers; empty for all
 * @param kinds empty for all
 * @param kev with or without an entry in CISA's catalogue, or null
 * @param sort {@code published} (newest first), {@code severity} (worst first), {@code epss} (likeliest first), {@code id}
 * @param criteria name → what was written, for the {@link AdvisoryCriterion} of that name
 */
public record AdvisoryQuery(
        @Nullable String q,
        List<String> severities,
        @Nullable String cve,
        List<String> sources,
        List<String> kinds,
        @Nullable Boolean kev,
        Sort sort,
        Map<String, String> criteria) {
    /** Orders; each ends with the id, so that pages never overlap. */
    public enum Sort {
        PUBLISHED,
        SEVERITY,
        EPSS,
        ID
    }
}
