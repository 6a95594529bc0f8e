package io.patchwave.exposure;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A host in service as questions about the whole fleet see it.
 *
 * @param setId its software set; null without inventory
 * @param factsSetId its facts; null without
 * @param rolledBack it booted again since its software came, so what was pending did not come true
 * @param locks names or patterns ({@code kernel*}) of what it holds back
 */
public record FleetHost(
        UUID id,
        String hostname,
        @Nullable Long setId,
        @Nullable Long factsSetId,
        boolean rolledBack,
        List<String> locks) {
    static FleetHost of(HostEntry host) {
        return new FleetHost(
                host.id(),
                host.hostname(),
                host.setId(),
                host.factsSetId(),
                host.rolledBack(),
                host.effects().locks());
    }
}
