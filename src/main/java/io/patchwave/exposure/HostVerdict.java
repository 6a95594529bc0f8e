package io.patchwave.exposure;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The answer for one host and one or several advisories, combined by exposure-rules 0.3.
 *
 * @param rule short name of the rule that decided ({@code R4}, {@code F1}, {@code rpm}, {@code deb})
 * @param satisfiedBy what closes it; null where nothing does
 * @param reason reason code of exposure-rules U for unknown and for "exposed, nothing offered"; null otherwise
 * @param remedies what may be installed to close it: KBs, NEVRAs or {@code source=version}; empty when nothing is offered
 * @param since when this verdict began on the host; null where the caller asked for many hosts at once
 */
public record HostVerdict(
        UUID hostId,
        Verdict verdict,
        String rule,
        @Nullable String satisfiedBy,
        @Nullable String reason,
        Confidence confidence,
        List<String> remedies,
        @Nullable Instant since) {
    HostVerdict since(@Nullable Instant start) {
        return new HostVerdict(hostId, verdict, rule, satisfiedBy, reason, confidence, remedies, start);
    }
}
