package io.patchwave.access.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    @Test
    void a_minutes_worth_passes_at_once_and_then_one_by_one() {
        long now = Long.MAX_VALUE - SECOND; // nanoTime may overflow
        Rate rate = new Rate(60, now);
        for (int i = 0; i < 60; i++) {
            assertThat(rate.take(now)).isZero();
        }

        assertThat(rate.take(now)).isEqualTo(SECOND);
        assertThat(rate.waiting(now)).isEqualTo(SECOND);
        assertThat(rate.take(now + SECOND)).isZero();
        assertThat(rate.take(now + SECOND)).isEqualTo(SECOND);
    }

    @Test
    void a_full_bucket_holds_no_more_than_a_minute() {
        Rate rate = new Rate(60, 0);
        long later = Duration.ofHours(1).toNanos();
        for (int i = 0; i < 60; i++) {
            assertThat(rate.take(later)).isZero();
        }
        assertThat(rate.take(later)).isPositive();
    }

    @Test
    void a_bounded_map_forgets_what_was_not_asked_for_longest() {
        RecentMap<String, Integer> map = new RecentMap<>(2);
        map.put("a", 1);
        map.put("b", 2);
        map.get("a");
        map.put("c", 3);
        assertThat(map.size()).isEqualTo(2);
        assertThat(map.get("b")).isNull();
        assertThat(map.get("a")).isEqualTo(1);
    }
}
