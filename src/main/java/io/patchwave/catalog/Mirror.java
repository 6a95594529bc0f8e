package io.patchwave.catalog;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a repository offers, as its own metadata says.
 *
 * @param name as given at import ({@code mirror=}), or derived
 * @param distribution and {@code release} whom it speaks for, for example {@code almalinux}, {@code 8}
 * @param packages for rpm: out of {@code primary}; for deb: out of {@code Packages}
 * @param defaultStreams module name → default stream
 */
public record Mirror(
        String name,
        String family,
        @Nullable String distribution,
        @Nullable String release,
        List<OfferedPackage> packages,
        List<ModuleStream> modules,
        Map<String, String> defaultStreams) {
    /** A package to be had; {@code version} is the EVR ({@code epoch:version-release}) or dpkg's version. */
    public record OfferedPackage(
            String name,
            String version,
            String arch,
            @Nullable String source,
            @Nullable String sourceVersion,
            List<String> obsoletes) {
        /** In which a repository's packages are kept: by name, architecture and the version's text. */
        public static final Comparator<OfferedPackage> ORDER = Comparator.comparing(OfferedPackage::name)
                .thenComparing(OfferedPackage::arch)
                .thenComparing(OfferedPackage::version);

        /** Keeps a copy that cannot change. */
        public OfferedPackage {
            obsoletes = List.copyOf(obsoletes);
        }
    }

    /**
     * One document of modules.yaml; streams and contexts are text even when they look like numbers.
     *
     * @param version tells the newest of several documents of a stream and context; 0 where none was read
     * @param staticContext whether documents of one context belong together whatever they require
     */
    public record ModuleStream(
            String name,
            String stream,
            long version,
            String context,
            boolean staticContext,
            List<Map<String, List<String>>> requires,
            List<String> artifacts) {}
}
