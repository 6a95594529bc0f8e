package io.patchwave.catalog;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the server knows of an advisory before any feed is mirrored, and where the publisher's documents say too little: rule
 * W9 of the exposure rules. Facts only, each with its source in the resource file.
 *
 * @param id the advisory, for example {@code MS17-010}
 * @param severity our word
 * @param cves the CVEs the fact speaks of
 * @param probe the file whose version decides, for example {@code %windir%\system32\drivers\srv.sys}
 * @param products who is concerned; a product that no entry names is not
 */
public record ShippedFact(
        String id,
        String title,
        LocalDate publishedOn,
        String severity,
        List<String> cves,
        String probe,
        List<Product> products) {
    /**
     * One product and all that proves the fix there.
     *
     * @param builds third number of the version
     * @param side {@code client}, {@code server}, or null for either
     * @param servicePack least service pack that has an update
     * @param remedies what can be installed, smallest first
     * @param provenBy updates that carry the fix, beside the rollups
     * @param firstRollup the first cumulative update with the fix; null where no rollup is known to carry it
     * @param undecidedAfter the last security-only update of which something is known: later ones prove nothing either way
     * @param revision on 10.0, the revision from which the fix is in
     * @param fixedFiles version ranges of {@code probe}; in one of them is fixed, outside all is not
     */
    public record Product(
            String name,
            List<Integer> builds,
            @Nullable String side,
            int servicePack,
            List<String> remedies,
            List<String> provenBy,
            @Nullable String firstRollup,
            @Nullable String undecidedAfter,
            @Nullable Integer revision,
            List<FixedFile> fixedFiles) {}

    /** Versions from {@code from}, and below {@code below} where that is given. */
    public record FixedFile(String from, @Nullable String below) {}
}
