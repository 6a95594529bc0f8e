package io.patchwave.exposure;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchwave.catalog.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;

/** The order findings are worked in. */
class RiskProperties {
    private static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");

    @Property
    void every_part_only_adds(
            @ForAll boolean kev,
            @ForAll @DoubleRange(max = 1) double epss,
            @ForAll Severity severity,
            @ForAll @LongRange(max = 5000) long days) {
        double base = Risk.ofAdvisory(kev, epss, severity);
        assertThat(Risk.ofAdvisory(true, epss, severity)).isGreaterThanOrEqualTo(base);
        assertThat(Risk.ofAdvisory(kev, 1.0, severity)).isGreaterThanOrEqualTo(base);
        assertThat(Risk.ofAdvisory(kev, epss, Severity.CRITICAL)).isGreaterThanOrEqualTo(base);
        assertThat(Risk.ofAge(NOW.minus(Duration.ofDays(days + 1)), NOW))
                .isGreaterThanOrEqualTo(Risk.ofAge(NOW.minus(Duration.ofDays(days)), NOW));
        assertThat(base + Risk.ofHost("critical") + Risk.ofAge(Instant.EPOCH, NOW))
                .isBetween(0.0, 100.0);
    }

    @Property
    void what_is_exploited_comes_before_what_is_not(
            @ForAll @DoubleRange(max = 1) double epss, @ForAll Severity severity) {
        assertThat(Risk.ofAdvisory(true, null, Severity.NONE))
                .isGreaterThanOrEqualTo(Risk.ofAdvisory(false, epss, severity));
    }

    @Property
    void a_host_that_matters_more_comes_first(@ForAll Severity severity) {
        List<String> words = List.of("low", "normal", "high", "critical");
        for (int i = 1; i < words.size(); i++) {
            assertThat(Risk.ofHost(words.get(i))).isGreaterThan(Risk.ofHost(words.get(i - 1)));
        }
    }
}
