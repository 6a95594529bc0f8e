package io.patchwave.rollout;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;

/** Settings of rollouts. */
@ConfigMapping(prefix = "patchwave.rollout")
public interface RolloutConfig {
    /** How long a host that said "not now" is left alone. */
    @WithName("defer-for")
    @WithDefault("1h")
    Duration deferFor();

    /** Polls held at once by this server ({@code ?wait=}); above that the answer comes at once. */
    @WithName("max-waiting")
    @WithDefault("20000")
    int maxWaiting();
}
