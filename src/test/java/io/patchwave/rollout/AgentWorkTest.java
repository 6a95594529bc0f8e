package io.patchwave.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchwave.ServerTest;
import io.patchwave.rollout.GivenRollout.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

@ServerTest
class AgentWorkTest extends EngineCase {
    @Test
    void many_polls_at_once_never_pass_the_bound() throws Exception {
        World world = given.running("\"gates\":{\"failureThreshold\":10}", 300);
        var pool = Executors.newFixedThreadPool(16);
        try {
            List<CompletableFuture<Integer>> polls = new ArrayList<>();
            for (UUID host : world.first()) {
                polls.add(CompletableFuture.supplyAsync(
                        () -> agents.updates(host).items().size(), pool));
            }
            int offered = polls.stream().mapToInt(CompletableFuture::join).sum();
            assertThat(offered).isEqualTo(30);
            assertThat(given.wave(world, 1).tally().inFlight()).isEqualTo(30);
            assertThat(given.countersHold(world)).isTrue();
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void concurrency_bounds_what_is_in_flight() {
        World world = given.running("\"concurrency\":1," + ALL_AT_ONCE, 3);
        fetch(world.first().get(0));
        assertThat(agents.updates(world.first().get(1)).items()).isEmpty();
        assertThat(queries.assignmentsOf(world.first().get(1)).get(0).reason()).isEqualTo("concurrency");
    }

    @Test
    void a_failed_host_tries_once_more_by_itself() {
        World world = given.running(ALL_AT_ONCE, 1);
        UUID host = world.first().get(0);
        report(host, fetch(host), "installing", "failed");
        assertThat(given.row(world, host).state()).isEqualTo(AssignmentState.PENDING);
        WorkItem again = agents.updates(host).items().get(0);
        assertThat(again.attempt()).isEqualTo(2);
        report(host, again.assignmentId(), "failed");
        assertThat(given.row(world, host).state()).isEqualTo(AssignmentState.FAILED);
    }

    @Test
    void a_deferred_host_gives_its_place_back() {
        World world = given.running("\"concurrency\":1," + ALL_AT_ONCE, 2);
        report(world.first().get(0), fetch(world.first().get(0)), "deferred");
        assertThat(given.row(world, world.first().get(0)).state()).isEqualTo(AssignmentState.DEFERRED);
        fetchSoon(world.first().get(1));
    }

    @Test
    void a_repeated_report_is_a_duplicate_and_a_reused_id_is_rejected() {
        World world = given.running(ALL_AT_ONCE, 2);
        UUID host = world.first().get(0);
        UUID id = fetch(host);
        UUID other = fetch(world.first().get(1));
        var report = claim(UUID.randomUUID(), id, "accepted");
        assertThat(agents.report(host, List.of(report))).isEqualTo(new ReportAnswer(1, 0, List.of()));
        assertThat(agents.report(host, List.of(report))).isEqualTo(new ReportAnswer(0, 1, List.of()));
        var answer = agents.report(
                host,
                List.of(
                        claim(report.id(), id, "failed"),
                        claim(UUID.randomUUID(), other, "failed"),
                        claim(UUID.randomUUID(), id, "exploded"),
                        claim(UUID.randomUUID(), id, "downloading")));
        assertThat(answer.accepted()).isEqualTo(1);
        assertThat(answer.rejected())
                .extracting(ReportAnswer.Rejected::reason)
                .containsExactly("report-id-reused", "unknown-assignment", "unknown-state exploded");
        assertThat(given.row(world, host).state()).isEqualTo(AssignmentState.DOWNLOADING);
        assertThat(agents.report(world.first().get(1), List.of(claim(report.id(), other, "accepted")))
                        .accepted())
                .as("another host may use the same id")
                .isEqualTo(1);
    }

    @Test
    void late_reports_are_kept_as_evidence_and_move_nothing_back() {
        World world = given.running(ALL_AT_ONCE, 1);
        UUID host = world.first().get(0);
        UUID id = fetch(host);
        agents.report(host, List.of(new AgentReport(UUID.randomUUID(), id, "installing", 5L, null, null, null, null)));
        agents.report(host, List.of(new AgentReport(UUID.randomUUID(), id, "failed", 3L, null, 1, "old", null)));
        agents.report(host, List.of(new AgentReport(UUID.randomUUID(), id, "accepted", 6L, null, null, null, null)));
        assertThat(given.row(world, host).state()).isEqualTo(AssignmentState.INSTALLING);
    }

    @Test
    void a_batch_out_of_order_ends_where_the_last_sequence_says() {
        World world = given.running(ALL_AT_ONCE, 1);
        UUID host = world.first().get(0);
        UUID id = fetch(host);
        agents.report(
                host,
                List.of(
                        new AgentReport(UUID.randomUUID(), id, "installed", 3L, null, null, null, null),
                        new AgentReport(UUID.randomUUID(), id, "accepted", 1L, null, null, null, null),
                        new AgentReport(UUID.randomUUID(), id, "installing", 2L, null, null, null, null)));
        assertThat(given.row(world, host).state()).isEqualTo(AssignmentState.INSTALLED);
    }

    @Test
    void a_held_poll_is_answered_when_work_comes() {
        World world = given.running("\"concurrency\":1," + ALL_AT_ONCE, 2);
        List<UUID> hosts = world.first();
        UUID first = fetch(hosts.get(0));
        CompletableFuture<Optional<WorkOrder>> held = agents.await(
                        hosts.get(1), java.util.Set.of(WorkOrder.NONE.etag()), Duration.ofSeconds(30))
                .subscribeAsCompletionStage();
        assertThat(held).isNotDone();
        report(hosts.get(0), first, "installed");
        given.evidence(hosts.get(0), AssignmentEvent.PROVE);
        assertThat(held)
                .succeedsWithin(Duration.ofSeconds(3))
                .satisfies(order -> assertThat(order.orElseThrow().items()).hasSize(1));
        assertThat(held.join().orElseThrow().signature()).isNotNull();
    }

    @Test
    void a_second_poll_of_a_host_ends_the_first() {
        UUID host = UUID.randomUUID();
        var first = agents.await(host, java.util.Set.of(WorkOrder.NONE.etag()), Duration.ofSeconds(30))
                .subscribeAsCompletionStage();
        var second = agents.await(host, java.util.Set.of(WorkOrder.NONE.etag()), Duration.ofMillis(100))
                .subscribeAsCompletionStage();
        assertThat(first).succeedsWithin(Duration.ofSeconds(1)).isEqualTo(Optional.empty());
        assertThat(second).succeedsWithin(Duration.ofSeconds(3)).isEqualTo(Optional.empty());
    }
}
