package io.patchwave.agent;

import io.patchwave.inventory.InventoryConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** How often a host checks in and polls: its own share of the interval, so that many never arrive together. */
@ApplicationScoped
class PollPace {
    private static final double SPREAD = 0.2;
    private static final int STEPS = 10_000;

    private final InventoryConfig config;

    PollPace(InventoryConfig config) {
        this.config = config;
    }

    /** Seconds, within 20 % of the interval; always the same for a host. */
    int seconds(UUID hostId) {
        double share = Math.floorMod(hostId.getLeastSignificantBits(), STEPS) / (double) STEPS;
        double factor = 1 - SPREAD + 2 * SPREAD * share;
        return Math.max(1, (int) Math.round(config.pollInterval().toSeconds() * factor));
    }
}
