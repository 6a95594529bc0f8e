package io.patchwave.compliance.export;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.patchwave.compliance.ComplianceService.Population;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What makes an export a proof: what it is about, how complete it is, and hashes that tell whether it has changed since.
 *
 * @param timeZone of all times in it
 * @param scope the group and grain it was narrowed to
 * @param policyVersions none are set yet; waivers and SLA policies will name theirs
 * @param sha256 over the content's bytes, lower-case hexadecimal
 * @param previousSha256 of the export before this one on this server's database; null on the first
 * @param signature SHA256withRSA over the head's JSON without this member, in base64; checked with {@code signingKey}
 */
public record ExportHead(
        UUID id,
        String format,
        Instant asOf,
        Instant knownAt,
        Instant generatedAt,
        String generatedBy,
        String timeZone,
        Map<String, String> scope,
        Population population,
        Catalog catalog,
        Map<String, String> policyVersions,
        long rowCount,
        String sha256,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String previousSha256,
        String signingKey,
        @Nullable String signature) {
    /** The catalog the verdicts rest on: its revision and how long ago its newest document was published, in seconds. */
    public record Catalog(long revision, @Nullable Long ageSeconds) {}

    /** The same head with its signature. */
    ExportHead signed(String text) {
        return new ExportHead(
                id,
                format,
                asOf,
                knownAt,
                generatedAt,
                generatedBy,
                timeZone,
                scope,
                population,
                catalog,
                policyVersions,
                rowCount,
                sha256,
                previousSha256,
                signingKey,
                text);
    }
}
