package io.patchwave.compliance;

import io.patchwave.compliance.ComplianceService.Population;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The counts behind the rows.
 *
 * @param hosts hosts in scope that are not retired
 * @param rows by status word; every status is there, also with 0
 * @param compliantShare percent of the decided rows (all but unknown and not applicable) that are compliant, one decimal;
 *     null where nothing is decided. Undecided rows stand beside it, never inside
 * @param missingBySeverity rows that are missing or failed, by severity word
 */
public record ComplianceSummary(
        Instant asOf,
        Instant knownAt,
        long catalogRevision,
        long hosts,
        Population population,
        Map<String, Long> rows,
        @Nullable Double compliantShare,
        Map<String, Long> missingBySeverity) {}
