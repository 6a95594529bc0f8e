package io.patchwave.platform.config;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsCheckTest {
    @Test
    void a_port_for_agents_is_refused_by_name_until_there_is_one() {
        assertThatThrownBy(() -> check(Map.of("patchwave.agent-port", "8443")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("PATCHWAVE_AGENT_PORT");
    }

    @Test
    void what_this_version_does_starts() {
        assertThatCode(() -> check(Map.of())).doesNotThrowAnyException();
    }

    private static void check(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("patchwave.database.url", "jdbc:h2:mem:unused");
        PatchwaveConfig config = new SmallRyeConfigBuilder()
                .withMapping(PatchwaveConfig.class)
                .withValidateUnknown(false)
                .withSources(new PropertiesConfigSource(all, "test", 100))
                .build()
                .getConfigMapping(PatchwaveConfig.class);
        new SettingsCheck(config).check(new StartupEvent());
    }
}
