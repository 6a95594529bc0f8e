package io.patchwave.inventory;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;

/** Settings of hosts and their documents. */
@ConfigMapping(prefix = "patchwave")
public interface InventoryConfig {
    /** A host that was not heard of for this long is stale. */
    @WithName("stale-after")
    @WithDefault("7d")
    Duration staleAfter();

    /** How often agents check in and poll; each host gets its own number within 20 % of it. */
    @WithName("poll-interval")
    @WithDefault("300s")
    Duration pollInterval();
}
