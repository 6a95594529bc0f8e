package io.patchwave.exposure.windows;

import io.patchwave.catalog.Severity;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How severe an advisory is for each of its products (S: MSRC rates per CVE and product), where they are not rated alike. */
final class Severities {
    private final Map<String, Map<String, Severity>> byAdvisory = new HashMap<>();

    /** The worse counts where two documents rate one pair. */
    void add(String advisory, String product, @Nullable String written) {
        byAdvisory
                .computeIfAbsent(advisory, unused -> new HashMap<>(4))
                .merge(product, Severity.of("msrc", written, true), (a, b) -> a.compareTo(b) <= 0 ? a : b);
    }

    /** Forgets what is rated alike everywhere. */
    void trim() {
        byAdvisory
                .values()
                .removeIf(products -> EnumSet.copyOf(products.values()).size() < 2);
    }

    /** Our word; null where all products are rated alike. */
    @Nullable String of(String advisory, String product) {
        Severity severity = byAdvisory.getOrDefault(advisory, Map.of()).get(product);
        return severity == null ? null : severity.word();
    }
}
