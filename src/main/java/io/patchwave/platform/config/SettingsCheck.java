package io.patchwave.platform.config;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Refuses to start with a setting that promises what this version does not do: a wall people rely on must not be thin air. */
@ApplicationScoped
class SettingsCheck {
    private final PatchwaveConfig config;

    SettingsCheck(PatchwaveConfig config) {
        this.config = config;
    }

    void check(@Observes @Priority(1) StartupEvent start) {
        if (config.agentPort().isPresent()) {
            throw new IllegalStateException(
                    "PATCHWAVE_AGENT_PORT is set, but this version serves agents and people on one"
                            + " port. Unset it, or keep people's paths (/api, /q) from agents in a proxy in front.");
        }
    }
}
