package io.patchwave.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.patchwave.ServerTest;
import io.patchwave.platform.problem.ProblemException;
import io.patchwave.rollout.GivenRollout.World;
import io.patchwave.rollout.RolloutControl.Act;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@ServerTest
class EngineTest extends EngineCase {
    @Test
    void three_waves_follow_each_other_until_the_rollout_is_completed() {
        World world = given.running(ALL_AT_ONCE, 2, 2, 3);
        for (int number = 1; number <= 3; number++) {
            assertThat(given.wave(world, number).state()).isEqualTo(WaveState.RUNNING);
            for (UUID host : world.waves().get(number - 1)) {
                UUID id = fetch(host);
                report(host, id, "accepted", "installing", "installed");
                given.evidence(host, AssignmentEvent.PROVE);
            }
            given.step(world);
            assertThat(given.wave(world, number).state()).isEqualTo(WaveState.SUCCEEDED);
        }
        assertThat(given.state(world)).isEqualTo(RolloutState.COMPLETED);
        assertThat(given.countersHold(world)).isTrue();
    }

    @Test
    void a_host_of_a_later_wave_gets_nothing_yet() {
        World world = given.running(ALL_AT_ONCE, 1, 1);
        assertThat(agents.updates(world.waves().get(1).get(0)).items()).isEmpty();
        assertThat(agents.hasWork(world.waves().get(1).get(0))).isFalse();
    }

    @Test
    void failures_that_reach_the_budget_halt_and_withdraw_what_has_not_begun() {
        World world = given.running(TEN_PERCENT, 20, 1);
        List<UUID> hosts = world.first();
        UUID failing = fetch(hosts.get(0));
        fetch(hosts.get(1));
        assertThat(agents.updates(hosts.get(2)).items())
                .as("the budget of 2 is in flight")
                .isEmpty();
        report(hosts.get(0), failing, "failed");
        fetch(hosts.get(1));
        assertThat(agents.updates(hosts.get(3)).items())
                .as("1 failed + 1 in flight")
                .isEmpty();
        UUID second = given.row(world, hosts.get(1)).id();
        report(hosts.get(1), second, "accepted");
        given.evidence(hosts.get(1), AssignmentEvent.PROVE);
        given.step(world);
        UUID third = fetchSoon(hosts.get(4));
        report(hosts.get(4), third, "installing", "failed");

        assertThat(given.wave(world, 1).state()).isEqualTo(WaveState.HALTED);
        assertThat(given.state(world)).isEqualTo(RolloutState.HALTED);
        WaveView wave = queries.require(world.id()).waves().get(0);
        assertThat(wave.haltedBy().reason()).isEqualTo("failure-budget");
        assertThat(wave.haltedBy().hosts())
                .extracting(WaveView.HaltedBy.Cause::hostId)
                .containsExactly(hosts.get(0), hosts.get(4));
        assertThat(wave.haltedBy().hosts())
                .allSatisfy(cause -> assertThat(cause.reportId()).isNotNull());
        assertThat(agents.updates(hosts.get(5)).items()).isEmpty();
        assertThat(given.countersHold(world)).isTrue();
    }

    @Test
    void a_halt_takes_back_what_was_fetched_and_not_begun_and_what_has_begun_still_counts() {
        World world = given.running("\"retries\":0,\"gates\":{\"failureThreshold\":15}", 20);
        List<UUID> hosts = world.first();
        UUID failing = fetch(hosts.get(0));
        fetch(hosts.get(1));
        UUID begun = fetch(hosts.get(2));
        report(hosts.get(2), begun, "installing");
        given.evidence(hosts.get(2), AssignmentEvent.PROVE);
        report(hosts.get(0), failing, "failed");
        UUID other = fetchSoon(hosts.get(3));
        report(hosts.get(3), other, "failed");
        given.step(world);
        World halted = world;
        control.pause(new Act(halted.id(), null, null));

        assertThat(given.row(world, hosts.get(1)).state()).isEqualTo(AssignmentState.PENDING);
        assertThat(given.row(world, hosts.get(1)).reason()).isEqualTo("withdrawn");
        assertThat(agents.updates(hosts.get(1)).items()).isEmpty();
        report(hosts.get(1), given.row(world, hosts.get(1)).id(), "installed");
        assertThat(given.row(world, hosts.get(1)).state()).isEqualTo(AssignmentState.INSTALLED);
        assertThat(given.countersHold(world)).isTrue();
    }

    @Test
    void soak_stands_still_while_the_rollout_is_paused() {
        World world = given.running("\"gates\":{\"successThreshold\":100,\"minimumSample\":1,\"soak\":\"PT1S\"}", 1, 1);
        UUID host = world.first().get(0);
        report(host, fetch(host), "installed");
        given.evidence(host, AssignmentEvent.PROVE);
        given.step(world);
        assertThat(given.wave(world, 1).state()).isEqualTo(WaveState.SOAKING);
        control.pause(new Act(world.id(), null, null));
        await().pollDelay(Duration.ofMillis(1500)).atMost(Duration.ofSeconds(4)).untilAsserted(() -> {
            given.step(world);
            assertThat(given.wave(world, 1).state()).isEqualTo(WaveState.SOAKING);
        });
        control.resume(new Act(world.id(), "go on", null), List.of());
        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
            given.step(world);
            assertThat(given.wave(world, 2).state()).isEqualTo(WaveState.RUNNING);
        });
    }

    @Test
    void a_host_that_fetched_and_says_nothing_is_silent_and_counts_as_failure_until_the_truth_comes() {
        World world = given.running("\"lease\":\"PT1S\"," + ALL_AT_ONCE, 2);
        UUID host = world.first().get(0);
        UUID id = fetch(host);
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            given.step(world);
            assertThat(given.row(world, host).state()).isEqualTo(AssignmentState.SILENT);
        });
        assertThat(given.wave(world, 1).tally().failures()).isEqualTo(1);

        report(host, id, "installed");
        assertThat(given.row(world, host).state()).isEqualTo(AssignmentState.INSTALLED);
        given.evidence(host, AssignmentEvent.PROVE);
        assertThat(given.wave(world, 1).tally().failures()).isZero();
        assertThat(given.wave(world, 1).tally().verified()).isEqualTo(1);
    }

    @Test
    void a_later_truth_lowers_the_failures_but_never_ends_a_halt() {
        World world = given.running("\"lease\":\"PT1S\"," + TEN_PERCENT, 5);
        UUID host = world.first().get(0);
        fetch(host);
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            given.step(world);
            assertThat(given.state(world)).isEqualTo(RolloutState.HALTED);
        });
        given.evidence(host, AssignmentEvent.PROVE);
        given.step(world);
        assertThat(given.row(world, host).state()).isEqualTo(AssignmentState.VERIFIED);
        assertThat(given.wave(world, 1).tally().failures()).isZero();
        assertThat(given.state(world)).isEqualTo(RolloutState.HALTED);
    }

    @Test
    void a_host_that_never_fetches_is_not_reached_and_holds_nothing_back() {
        World world =
                given.running("\"keepOpenFor\":\"PT2S\",\"gates\":{\"successThreshold\":100,\"minimumSample\":1}", 2);
        UUID host = world.first().get(0);
        report(host, fetch(host), "installed");
        given.evidence(host, AssignmentEvent.PROVE);
        await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> {
            given.step(world);
            assertThat(given.state(world)).isEqualTo(RolloutState.COMPLETED);
        });
        assertThat(given.row(world, world.first().get(1)).state()).isEqualTo(AssignmentState.NOT_REACHED);
    }

    @Test
    void a_false_claim_is_unverified_and_a_failure() {
        World world = given.running(TEN_PERCENT, 3);
        UUID host = world.first().get(0);
        UUID id = fetch(host);
        report(host, id, "installed");
        given.evidence(host, AssignmentEvent.DISPROVE);
        assertThat(given.row(world, host).state()).isEqualTo(AssignmentState.UNVERIFIED);
        assertThat(given.state(world)).isEqualTo(RolloutState.HALTED);
        report(host, id, "installed");
        assertThat(given.row(world, host).state()).as("a claim clears nothing").isEqualTo(AssignmentState.UNVERIFIED);
    }

    @Test
    void resume_needs_a_reason_and_answers_for_the_failures_so_far() {
        World world = given.running(TEN_PERCENT, 3);
        List<UUID> hosts = world.first();
        report(hosts.get(0), fetch(hosts.get(0)), "failed");
        assertThat(given.state(world)).isEqualTo(RolloutState.HALTED);
        assertThatThrownBy(() -> control.resume(new Act(world.id(), " ", null), List.of()))
                .isInstanceOf(ProblemException.class);
        control.resume(new Act(world.id(), "a broken disk", null), List.of(hosts.get(2)));
        assertThat(given.state(world)).isEqualTo(RolloutState.RUNNING);
        assertThat(given.row(world, hosts.get(2)).state()).isEqualTo(AssignmentState.CANCELLED);
        report(hosts.get(1), fetch(hosts.get(1)), "installed");
        given.evidence(hosts.get(1), AssignmentEvent.PROVE);
        given.step(world);
        assertThat(given.state(world)).isEqualTo(RolloutState.COMPLETED);
    }

    @Test
    void failed_hosts_can_be_tried_again_by_a_person() {
        World world = given.running(TEN_PERCENT, 2);
        UUID host = world.first().get(0);
        UUID failed = fetch(host);
        report(host, failed, "failed");
        control.retry(new Act(world.id(), "fixed", null), null);
        control.resume(new Act(world.id(), "fixed", null), List.of());
        UUID again = fetch(host);
        assertThat(again).isNotEqualTo(failed);
        assertThat(given.wave(world, 1).tally().failed()).isZero();
        assertThat(given.countersHold(world)).isTrue();
    }

    @Test
    void pause_start_and_cancel_may_be_said_again_and_a_wrong_state_is_told() {
        World world = given.running(ALL_AT_ONCE, 2);
        UUID host = world.first().get(0);
        fetch(host);
        control.start(new Act(world.id(), null, null));
        control.pause(new Act(world.id(), null, null));
        control.pause(new Act(world.id(), null, null));
        assertThat(agents.updates(host).items()).as("withdrawn").isEmpty();
        assertThatThrownBy(() -> control.start(new Act(world.id(), null, null))).hasMessageContaining("is paused");
        control.resume(new Act(world.id(), "go on", null), List.of());
        fetch(host);
        control.cancel(new Act(world.id(), null, null));
        control.cancel(new Act(world.id(), null, null));
        assertThat(given.row(world, host).state()).isEqualTo(AssignmentState.CANCELLED);
        assertThat(agents.updates(host).items()).isEmpty();
    }

    @Test
    void counters_that_differ_from_the_rows_halt_the_wave() {
        World world = given.running(ALL_AT_ONCE, 2);
        given.falsify(world);
        assertThat(given.state(world)).isEqualTo(RolloutState.HALTED);
        assertThat(given.wave(world, 1).reason()).isEqualTo("counters-differ");
        assertThat(given.countersHold(world)).isTrue();
    }
}
