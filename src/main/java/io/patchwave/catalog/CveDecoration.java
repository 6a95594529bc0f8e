package io.patchwave.catalog;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What CISA's catalogue of known exploited vulnerabilities and EPSS say of a CVE.
 *
 * @param kevAdded when it was listed; null when it is not
 * @param kevDue CISA's own due date
 * @param ransomware known use in ransomware campaigns
 * @param epss probability of exploitation within 30 days, 0 to 1
 * @param epssPercentile 0 to 1
 */
public record CveDecoration(
        String cve,
        @Nullable LocalDate kevAdded,
        @Nullable LocalDate kevDue,
        boolean ransomware,
        @Nullable Double epss,
        @Nullable Double epssPercentile) {}
