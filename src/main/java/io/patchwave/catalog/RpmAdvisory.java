package io.patchwave.catalog;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An erratum out of {@code updateinfo}, as one mirror has it.
 *
 * @param mirror name of the repository it came from
 * @param type {@code security}, {@code bugfix}, {@code enhancement}, {@code newpackage} or the publisher's word
 */
public record RpmAdvisory(
        String id,
        String mirror,
        String type,
        String title,
        @Nullable String severity,
        @Nullable Instant publishedAt,
        @Nullable Instant updatedAt,
        List<String> cves,
        List<PackageCollection> collections) {
    /** Keeps copies that cannot change. */
    public RpmAdvisory {
        cves = List.copyOf(cves);
        collections = List.copyOf(collections);
    }

    /** Packages that count together, under a module stream or none. */
    public record PackageCollection(@Nullable Module module, List<FixedPackage> packages) {
        /** Keeps a copy that cannot change. */
        public PackageCollection {
            packages = List.copyOf(packages);
        }
    }

    /** The module of a collection; version and architecture play no part in deciding. */
    public record Module(String name, String stream, String context) {}

    /** A fixed build; {@code epoch} is null where the document lacks it. */
    public record FixedPackage(
            String name,
            @Nullable String epoch,
            String version,
            String release,
            String arch,
            boolean rebootSuggested) {}
}
