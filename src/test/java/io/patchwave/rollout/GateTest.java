package io.patchwave.rollout;

import static io.patchwave.rollout.AssignmentState.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchwave.rollout.Gate.Word;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateTest {
    private static final int NO_LIMIT = Integer.MAX_VALUE;

    @ParameterizedTest
    @CsvSource({"100,10,,10", "25,10,,2", "5,10,,1", "1,10,,1", "100,10,3,3", "100,0,,1", "10,100,,10", "10,50,9,5"})
    void the_budget_is_the_stricter_of_percent_and_count_and_at_least_one(
            int hosts, int percent, Integer count, int budget) {
        assertThat(new Gate(95, percent, count, 10, Duration.ZERO, null).budget(hosts))
                .isEqualTo(budget);
    }

    @Test
    void failures_and_work_in_flight_share_the_budget() {
        assertThat(Gate.room(5, 0, Tally.of(Map.of(PENDING, 50)), NO_LIMIT)).isEqualTo(5);
        assertThat(Gate.room(5, 0, Tally.of(Map.of(INSTALLING, 3, FAILED, 1)), NO_LIMIT))
                .isEqualTo(1);
        assertThat(Gate.room(5, 0, Tally.of(Map.of(INSTALLED, 3, SILENT, 1, UNVERIFIED, 1)), NO_LIMIT))
                .isZero();
        assertThat(Gate.room(5, 0, Tally.of(Map.of(OFFERED, 1)), 2)).isEqualTo(1);
        assertThat(Gate.room(5, 2, Tally.of(Map.of(FAILED, 2)), NO_LIMIT)).isEqualTo(5);
    }

    @Test
    void failures_that_reach_the_budget_halt_in_every_state_that_still_offers() {
        for (var state : WaveState.values()) {
            var decision = decide(state, 100, Map.of(VERIFIED, 40, FAILED, 4, SILENT, 3, UNVERIFIED, 3));
            assertThat(decision.word()).as("%s", state).isEqualTo(state.offers() ? Word.HALT : Word.GO_ON);
        }
    }

    @Test
    void one_failure_less_goes_on() {
        assertThat(decide(WaveState.RUNNING, 100, Map.of(VERIFIED, 40, FAILED, 9, PENDING, 51))
                        .word())
                .isEqualTo(Word.GO_ON);
    }

    @Test
    void success_needs_the_share_of_the_reached_and_the_sample() {
        assertThat(decide(WaveState.RUNNING, 100, Map.of(VERIFIED, 9, PENDING, 91))
                        .word())
                .as("sample of 10")
                .isEqualTo(Word.GO_ON);
        assertThat(decide(WaveState.RUNNING, 100, Map.of(VERIFIED, 9, SKIPPED, 1, PENDING, 90))
                        .word())
                .isEqualTo(Word.MEET_GATE);
        assertThat(decide(WaveState.RUNNING, 100, Map.of(VERIFIED, 18, INSTALLED, 2, PENDING, 80))
                        .word())
                .as("18 of 20 reached are 90 %")
                .isEqualTo(Word.GO_ON);
        assertThat(decide(WaveState.RUNNING, 100, Map.of(VERIFIED, 19, FAILED, 1, PENDING, 80))
                        .word())
                .isEqualTo(Word.MEET_GATE);
        assertThat(decide(WaveState.RUNNING, 3, Map.of(VERIFIED, 3)).word())
                .as("the whole wave where it is smaller than the sample")
                .isEqualTo(Word.MEET_GATE);
    }

    @Test
    void a_host_that_was_never_reached_is_neither_success_nor_failure() {
        assertThat(closed(10, Map.of(VERIFIED, 4, NOT_REACHED, 6)).word()).isEqualTo(Word.MEET_GATE);
    }

    @Test
    void a_wave_nobody_of_which_was_reached_halts() {
        var decision = closed(10, Map.of(NOT_REACHED, 10));
        assertThat(decision.word()).isEqualTo(Word.HALT);
        assertThat(decision.reason()).isEqualTo("nobody-reached");
    }

    @Test
    void a_wave_all_of_whose_hosts_ended_below_the_threshold_halts() {
        var gate = new Gate(95, 50, null, 10, Duration.ZERO, null);
        var decision = gate.decide(
                new Gate.Standing(WaveState.RUNNING, 10, 5, 0, Tally.of(Map.of(VERIFIED, 8, FAILED, 2)), false, false));
        assertThat(decision).isEqualTo(new Gate.Decision(Word.HALT, "success-threshold"));
    }

    @Test
    void failures_a_person_has_answered_for_no_longer_stand_in_the_way() {
        var gate = new Gate(95, 10, null, 10, Duration.ZERO, null);
        assertThat(gate.decide(new Gate.Standing(
                                WaveState.RUNNING, 10, 1, 2, Tally.of(Map.of(VERIFIED, 8, FAILED, 2)), false, false))
                        .word())
                .isEqualTo(Word.MEET_GATE);
    }

    @Test
    void a_wave_whose_hosts_were_all_cancelled_is_skipped() {
        assertThat(decide(WaveState.RUNNING, 2, Map.of(CANCELLED, 2)).word()).isEqualTo(Word.SKIP);
        assertThat(decide(WaveState.RUNNING, 0, Map.of()).word()).isEqualTo(Word.SKIP);
    }

    @Test
    void a_soaking_wave_succeeds_when_the_soak_is_over() {
        var tally = Tally.of(Map.of(VERIFIED, 10));
        assertThat(Gate.DEFAULT
                        .decide(new Gate.Standing(WaveState.SOAKING, 10, 1, 0, tally, false, false))
                        .word())
                .isEqualTo(Word.GO_ON);
        assertThat(Gate.DEFAULT
                        .decide(new Gate.Standing(WaveState.SOAKING, 10, 1, 0, tally, false, true))
                        .word())
                .isEqualTo(Word.END_SOAK);
    }

    @Test
    void too_many_unreached_hosts_are_worth_a_warning() {
        var gate = new Gate(95, 10, null, 10, Duration.ZERO, 20);
        assertThat(gate.warnsOfUnreached(10, Tally.of(Map.of(NOT_REACHED, 1)))).isFalse();
        assertThat(gate.warnsOfUnreached(10, Tally.of(Map.of(NOT_REACHED, 2)))).isTrue();
    }

    private static Gate.Decision decide(WaveState state, int hosts, Map<AssignmentState, Integer> tally) {
        return Gate.DEFAULT.decide(
                new Gate.Standing(state, hosts, Gate.DEFAULT.budget(hosts), 0, Tally.of(tally), false, false));
    }

    private static Gate.Decision closed(int hosts, Map<AssignmentState, Integer> tally) {
        return Gate.DEFAULT.decide(new Gate.Standing(
                WaveState.RUNNING, hosts, Gate.DEFAULT.budget(hosts), 0, Tally.of(tally), true, false));
    }
}
