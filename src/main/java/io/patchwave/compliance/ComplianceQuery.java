package io.patchwave.compliance;

import io.patchwave.exposure.FindingQuery.Grain;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an auditor asks for.
 *
 * @param asOf true then
 * @param knownAt known then; never before {@code asOf} was asked about means "with what we know now"
 * @param group id or name of the group the rows are narrowed to, or null
 */
public record ComplianceQuery(
        Instant asOf,
        Instant knownAt,
        Grain grain,
        @Nullable String group) {}
