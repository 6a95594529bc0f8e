package io.patchwave.platform.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.nio.file.Path;
import java.util.Optional;

/** The settings of the server; each is also an environment variable ({@code PATCHWAVE_DATA_DIR}). */
@ConfigMapping(prefix = "patchwave")
public interface PatchwaveConfig {
    /** Folder for mirrored content, uploads, keys, the first password and the default H2 file. */
    @WithName("data-dir")
    @WithDefault("./data")
    Path dataDir();

    /** Where the data lives. */
    Database database();

    /** Password of the user {@code admin}, taken at the first start only. Without it a random one is written to a file. */
    @WithName("admin-password")
    Optional<String> adminPassword();

    /** Fills an empty database with the story of 230 servers and simulated agents. */
    @WithDefault("false")
    boolean demo();

    /** When a second person must confirm. */
    @WithName("two-person")
    @WithDefault("OFF")
    TwoPerson twoPerson();

    /** Requests a minute that one agent may make before it is answered 429. */
    @WithName("agent-rate")
    @WithDefault("1200")
    int agentRate();

    /** A port of its own for the agents' API; people's port then answers 404 there, and the reverse. */
    @WithName("agent-port")
    Optional<Integer> agentPort();

    /** Where the data lives. */
    interface Database {
        /** JDBC URL: {@code jdbc:h2:…} or {@code jdbc:postgresql:…}. */
        String url();

        /** User name. */
        @WithDefault("patchwave")
        String username();

        /** Password; may be empty. */
        Optional<String> password();
    }

    /** When a second person must confirm: never, for emergencies, for every rollout. */
    enum TwoPerson {
        OFF,
        EMERGENCY,
        ALL
    }
}
