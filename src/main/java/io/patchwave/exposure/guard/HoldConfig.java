package io.patchwave.exposure.guard;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** When an import is held ({@code PATCHWAVE_HOLD_SHARE}, {@code PATCHWAVE_HOLD_MINIMUM}). */
@ConfigMapping(prefix = "patchwave.hold")
interface HoldConfig {
    /** More than this percentage of the hosts; 100 never holds. */
    @WithDefault("30")
    @Min(1) @Max(100) int share();

    /** At least so many hosts, so that a small fleet is not held up by one of its machines. */
    @WithDefault("5")
    @Min(1) int minimum();
}
