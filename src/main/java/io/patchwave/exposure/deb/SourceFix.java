package io.patchwave.exposure.deb;

import io.patchwave.exposure.linux.OsvRange;
import io.patchwave.exposure.linux.Weight;
import io.patchwave.version.DebianVersions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an advisory says of a source package in one release: which versions are open and what closes them.
 *
 * @param osv whether the rule is {@code osv}, else {@code deb}
 * @param withoutRemedy what is said where no version closes it
 * @param subscription what a host must have for the fix to be offered ({@code esm-infra}; {@code esm-} means either); null: nothing
 * @param onlySubscribed whether only hosts with that subscription are concerned at all
 */
record SourceFix(
        String advisory,
        boolean osv,
        List<OsvRange<String>> ranges,
        Weight withoutRemedy,
        @Nullable String subscription,
        boolean onlySubscribed) {
    String rule() {
        return osv ? "osv" : "deb";
    }

    boolean isOpen(String version) {
        for (OsvRange<String> range : ranges) {
            if (range.holds(version, DebianVersions::compare)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the version is past a fix: patched, not just never affected. */
    boolean isPast(String version) {
        for (OsvRange<String> range : ranges) {
            if (range.isPast(version, DebianVersions::compare)) {
                return true;
            }
        }
        return false;
    }

    /** The version that closes it for this one; null where none is published. */
    @Nullable String fixFor(String version) {
        for (OsvRange<String> range : ranges) {
            if (range.fixed() != null && range.holds(version, DebianVersions::compare)) {
                return range.fixed();
            }
        }
        return null;
    }
}
