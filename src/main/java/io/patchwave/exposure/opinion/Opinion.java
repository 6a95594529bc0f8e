package io.patchwave.exposure.opinion;

import io.patchwave.exposure.simulation.Remedy;
import io.patchwave.inventory.Facts;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a host itself calls missing.
 *
 * @param reported remedies in one spelling, sorted, without doubles; texts that are none are left out
 * @param source kind of what it asks ({@code wsus}, {@code windows-update}, {@code repositories}, {@code none}); null where not
 *     told
 * @param locks what it holds back
 */
record Opinion(List<Remedy> reported, @Nullable String source, List<String> locks) {
    /** Null where the host gives none: that is no agreement. */
    static @Nullable Opinion of(Facts facts) {
        List<String> reported = facts.reportedMissing();
        if (reported == null) {
            return null;
        }
        List<Remedy> remedies = reported.stream()
                .map(Remedy::parse)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        Facts.UpdateSource source = facts.updateSource();
        return new Opinion(
                remedies, source == null ? null : source.kind(), facts.locks() == null ? List.of() : facts.locks());
    }

    /** Who speaks, for people. */
    String speaker(boolean windows) {
        if (windows) {
            return "wsus".equals(source) ? "WSUS" : "Windows Update";
        }
        return "the host's package manager";
    }
}
