package io.patchwave.catalog;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one CVRF document of Microsoft says of one CVE (or advisory id such as {@code ADV180015}).
 *
 * @param document the document's id, for example {@code 2017-Mar} or {@code 2019-Oct-OOB}
 * @param initialRelease the document's {@code InitialReleaseDate}
 * @param products affected products by the publisher's name (names are keys, ids are not)
 * @param fixes remedies of type Vendor Fix whose description holds a KB number; others are no remedies
 */
public record WindowsStatement(
        String document,
        Instant initialRelease,
        String cve,
        String title,
        List<AffectedProduct> products,
        List<VendorFix> fixes,
        @Nullable Instant publishedAt) {
    /**
     * A product as published.
     *
     * @param severity given for it there (the publisher's word), or null
     * @param fixedVersion which version of it no longer has the flaw, where that is all that is said and no KB brings it; else null
     */
    public record AffectedProduct(
            String name,
            @Nullable String severity,
            @Nullable String fixedVersion) {
        /** Of what is fixed by KBs, or not at all. */
        public AffectedProduct(String name, @Nullable String severity) {
            this(name, severity, null);
        }
    }

    /**
     * A remedy: alternatives for each (CVE, product).
     *
     * @param kb {@code KBnnnnnnn}
     * @param supersedes KBs out of {@code Supercedence}; bulletin numbers are left out
     * @param products names of the products it is for
     */
    public record VendorFix(
            String kb,
            @Nullable String subType,
            @Nullable String fixedBuild,
            List<String> supersedes,
            List<String> products) {}
}
