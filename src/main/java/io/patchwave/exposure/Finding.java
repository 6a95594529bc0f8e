package io.patchwave.exposure;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The history of one verdict on one host.
 *
 * @param advisoryId the publisher's id; with {@code grain=remedy} on Windows the document's id ({@code 2017-Mar})
 * @param cves CVEs inside, sorted
 * @param severity one of critical, important, moderate, low, none, unrated
 * @param kind {@code security}, {@code bugfix}, {@code enhancement} or the publisher's word
 * @param state {@code open}, {@code fixed} or {@code unknown}
 * @param firstSeen start of the unbroken run on this host; a new software set that still has the hole continues it
 * @param fixedAt when it was closed; null while it is open
 * @param kev whether a CVE of it is known to be exploited
 * @param epss highest probability of exploitation of its CVEs, 0 to 1; null when not known
 * @param risk how urgent it is, in points of 100 (docs/exposure-model.md); 0 where it is not open
 * @param advisories with {@code grain=remedy} the advisories that the same installation closes; else empty
 */
public record Finding(
        String advisoryId,
        List<String> cves,
        String severity,
        String kind,
        String state,
        Verdict verdict,
        String rule,
        @Nullable Instant firstSeen,
        @Nullable Instant fixedAt,
        List<String> remedies,
        boolean kev,
        @Nullable Double epss,
        Confidence confidence,
        @Nullable String reason,
        @Nullable String satisfiedBy,
        double risk,
        List<String> advisories) {}
