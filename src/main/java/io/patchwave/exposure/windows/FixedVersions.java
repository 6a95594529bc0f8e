package io.patchwave.exposure.windows;

import io.patchwave.version.FileVersion;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * From which version on a program no longer has a flaw, where that is all that documents say (W8): Edge updates itself and has no
 * KBs. A flaw without a version is in whatever a later month brought, as for branches of SQL Server.
 */
final class FixedVersions {
    private final Map<String, FileVersion> byCve = new HashMap<>();
    private final Map<String, Integer> months = new HashMap<>();

    /** By month the earliest version that it brought. */
    private final TreeMap<Integer, FileVersion> first = new TreeMap<>();

    /** A document of that month states the flaw; the later version and month of several. */
    void affected(String cve, int month, @Nullable String version) {
        months.merge(cve, month, Math::max);
        FileVersion fixed = version == null ? null : FileVersion.parse(version).orElse(null);
        if (fixed != null) {
            byCve.merge(cve, fixed, (one, other) -> one.isAtLeast(other) ? one : other);
            first.merge(month, fixed, (one, other) -> one.isAtLeast(other) ? other : one);
        }
    }

    /** Null where no version is known. */
    @Nullable FileVersion of(String cve) {
        FileVersion own = byCve.get(cve);
        return own != null || first.isEmpty()
                ? own
                : first.tailMap(months.getOrDefault(cve, Months.NEVER), false).values().stream()
                        .min(FileVersion::compareTo)
                        .orElse(null);
    }
}
