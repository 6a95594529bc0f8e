package io.patchwave.catalog;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An advisory by source package: a DSA of Debian's list.
 *
 * @param fixes one per line with a version or a word ({@code <unfixed>}); lines of neither kind are left out
 */
public record DebAdvisory(
        String id, String title, @Nullable LocalDate publishedOn, List<String> cves, List<SourceFix> fixes) {
    /** Keeps copies that cannot change. */
    public DebAdvisory {
        cves = List.copyOf(cves);
        fixes = List.copyOf(fixes);
    }

    /** In that release ({@code bullseye}) the source is fixed in that version, or the word stands in its place. */
    public record SourceFix(String release, String source, String version) {}
}
