package io.patchwave.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PulseTest {
    private static final HostView.Agent AGENT = new HostView.Agent("a", "1");

    private static Pulse pulse(String announced, String boot, String... earlier) {
        return new Pulse(
                new UUID(0, 1),
                HostStatus.ACTIVE,
                1L,
                null,
                "sha256:present",
                null,
                announced,
                null,
                boot,
                List.of(earlier),
                false,
                null,
                null,
                AGENT,
                null);
    }

    private static CheckIn checkIn(String digest, String boot) {
        return new CheckIn(digest, null, false, boot, AGENT, null);
    }

    @Test
    void the_same_words_again_are_steady() {
        assertThat(pulse(null, "A").steady(checkIn("sha256:present", "A"), null))
                .isTrue();
        assertThat(pulse("sha256:next", "A").steady(checkIn("sha256:next", "A"), null))
                .as("announced before, still not sent")
                .isTrue();
    }

    @Test
    void another_digest_boot_clock_or_agent_is_not() {
        Pulse pulse = pulse(null, "A");
        assertThat(pulse.steady(checkIn("sha256:next", "A"), null)).isFalse();
        assertThat(pulse("sha256:next", "A").steady(checkIn("sha256:present", "A"), null))
                .isFalse();
        assertThat(pulse.steady(checkIn("sha256:present", "B"), null)).isFalse();
        assertThat(pulse.steady(checkIn("sha256:present", "A"), 60_000L)).isFalse();
        assertThat(pulse.steady(checkIn("sha256:present", "A"), 900L)).isTrue();
        assertThat(pulse.steady(
                        new CheckIn("sha256:present", null, false, "A", new HostView.Agent("a", "2"), null), null))
                .isFalse();
    }

    @Test
    void a_boot_that_comes_back_is_another_machine() {
        assertThat(pulse(null, "A").returnsTo("B")).isFalse();
        assertThat(pulse(null, "A").bootsBefore("B")).containsExactly("A");
        assertThat(pulse(null, "B", "A").returnsTo("A")).isTrue();
        assertThat(pulse(null, "C", "B", "A").returnsTo("A"))
                .as("three in turns")
                .isTrue();
        assertThat(pulse(null, "B", "A").returnsTo("B")).isFalse();
        assertThat(pulse(null, "6", "5", "4", "3", "2", "1").bootsBefore("7")).containsExactly("6", "5", "4", "3", "2");
        assertThat(pulse(null, null).returnsTo(null)).isFalse();
    }
}
