package io.patchwave.access.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class FailedSignInsTest {
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final FailedSignIns failures = new FailedSignIns(metrics);

    @Test
    void whoever_keeps_guessing_one_users_password_has_to_wait_and_others_do_not() {
        for (int i = 0; i < 21; i++) {
            failures.failed("10.0.0.7", "ann");
        }

        assertThat(failures.waitSeconds("10.0.0.7", "ann")).isBetween(1L, 3L);
        assertThat(failures.waitSeconds("10.0.0.7", "bob")).isZero();
        assertThat(failures.waitSeconds("10.0.0.8", "ann")).isZero();
        assertThat(metrics.counter("patchwave.signin.failures").count()).isEqualTo(21);
    }

    @Test
    void an_address_that_tries_one_name_after_the_other_has_to_wait() {
        for (int i = 0; i < 310; i++) {
            failures.failed("10.0.0.7", "user" + i);
        }

        assertThat(failures.waitSeconds("10.0.0.7", "ann")).isPositive();
        assertThat(failures.waitSeconds("10.0.0.7", FailedSignIns.AGENTS)).isZero();
    }

    @Test
    void dead_agents_of_a_site_do_not_shut_people_out() {
        for (int i = 0; i < 1_000; i++) {
            failures.failed("10.0.0.7", FailedSignIns.AGENTS);
        }

        assertThat(failures.waitSeconds("10.0.0.7", FailedSignIns.AGENTS)).isZero();
        assertThat(failures.waitSeconds("10.0.0.7", "")).isZero();
    }
}
