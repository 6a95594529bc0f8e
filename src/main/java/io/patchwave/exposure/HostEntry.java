package io.patchwave.exposure;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What exposure keeps of a host in memory.
 *
 * @param active not retired
 * @param imported whether files speak for it instead of an agent
 * @param windows whether its operating system is Windows
 * @param setId its software set; null without inventory
 * @param criticality {@code critical}, {@code high}, {@code normal} or {@code low}
 * @param tags what people call it, sorted
 * @param rolledBack it booted again since its present software came, so what was pending did not come true
 */
record HostEntry(
        UUID id,
        String hostname,
        boolean active,
        boolean imported,
        boolean windows,
        @Nullable Long setId,
        @Nullable Long factsSetId,
        String criticality,
        List<String> tags,
        boolean rolledBack,
        Effects effects) {
    /** Whether its answer is that of its set. */
    boolean isPlain() {
        return !imported && !rolledBack && effects.equals(Effects.NONE);
    }

    /**
     * What its facts change in its answers.
     *
     * @param mitigated advisories whose danger is lowered
     * @param locks names or patterns ({@code kernel*}) of packages it holds back
     */
    record Effects(Set<String> mitigated, List<String> locks) {
        static final Effects NONE = new Effects(Set.of(), List.of());
    }
}
