package io.patchwave.exposure;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One host and one advisory or remedy group, as true and as known at two instants; compliance makes its rows of these.
 *
 * @param advisoryId the publisher's id; on Windows with {@code Grain.REMEDY} the document's id ({@code 2017-Mar})
 * @param advisories the publisher's ids inside; the same one id where the grain is the advisory
 * @param cves CVEs inside, sorted
 * @param group stable key of what the row stands for: with {@code Grain.REMEDY} {@code advisoryId}, else the advisory's id
 * @param verdict combined over the row's advisories by exposure-rules 0.3; never unaffected
 * @param firstSeen start of the unbroken run of the hole; null where it was never seen open
 * @param fixedAt when it was closed; null while it is open, and where it never was
 * @param evidenceAt when the software was as evaluated (the inventory's time)
 * @param evidenceDigest {@code sha256:…} of the inventory document as received; null where it is not kept
 */
public record ExposureRow(
        UUID hostId,
        String advisoryId,
        List<String> advisories,
        List<String> cves,
        String group,
        Verdict verdict,
        String rule,
        @Nullable String satisfiedBy,
        @Nullable String reason,
        Confidence confidence,
        List<String> remedies,
        @Nullable Instant firstSeen,
        @Nullable Instant fixedAt,
        @Nullable Instant evidenceAt,
        @Nullable String evidenceDigest) {}
