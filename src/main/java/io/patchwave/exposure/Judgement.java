package io.patchwave.exposure;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One answer of an evaluator for a software set: a class of advisories that every rule answers alike (engineering, 3). What
 * is unaffected has no judgement.
 *
 * @param group stable key of the class: same catalog content, same key. For rpm and deb the advisory's id
 * @param advisories the publisher's ids in the class: CVEs for Windows, one erratum or DSA otherwise
 * @param rule short name of the rule that decided: {@code R4}, {@code F1}, {@code rpm}, {@code deb}
 * @param satisfiedBy KB, revision, NEVRA or file version; null where nothing does
 * @param reason for unknown, and for "exposed but nothing to offer"; null otherwise
 * @param remedies what can be installed to close it: KBs, NEVRAs or {@code source=version}; smallest first
 */
public record Judgement(
        String group,
        List<String> advisories,
        Verdict verdict,
        String rule,
        @Nullable String satisfiedBy,
        @Nullable String reason,
        Confidence confidence,
        List<String> remedies) {}
