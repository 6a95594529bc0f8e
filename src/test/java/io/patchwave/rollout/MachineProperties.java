package io.patchwave.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class MachineProperties {
    private static final List<AssignmentEvent> REPORTS = List.of(
            AssignmentEvent.ACCEPT,
            AssignmentEvent.DOWNLOAD,
            AssignmentEvent.INSTALL,
            AssignmentEvent.AWAIT_REBOOT,
            AssignmentEvent.CLAIM);

    @Property
    void nothing_follows_a_final_state_of_a_rollout(@ForAll List<RolloutEvent> events) {
        var state = RolloutState.DRAFT;
        for (var event : events) {
            if (state.isFinal()) {
                assertThat(state.on(event)).isEmpty();
            }
            state = state.on(event).orElse(state);
        }
    }

    @Property
    void nothing_follows_a_final_state_of_a_wave(@ForAll List<WaveEvent> events) {
        var state = WaveState.PENDING;
        for (var event : events) {
            if (state.isFinal()) {
                assertThat(state.on(event)).isEmpty();
            }
            state = state.on(event).orElse(state);
        }
    }

    @Property
    void nothing_follows_a_closed_assignment(@ForAll List<AssignmentEvent> events) {
        var state = AssignmentState.PENDING;
        for (var event : events) {
            if (state.isClosed()) {
                assertThat(state.on(event)).isEmpty();
            }
            state = state.on(event).orElse(state);
        }
    }

    @Property
    void reports_in_any_order_lead_where_the_furthest_one_leads(@ForAll List<AssignmentEvent> events) {
        var state = AssignmentState.OFFERED;
        var furthest = AssignmentState.OFFERED;
        for (var event : events) {
            if (REPORTS.contains(event)) {
                var next = state.on(event).orElse(state);
                assertThat(next).isGreaterThanOrEqualTo(state);
                state = next;
                var alone = AssignmentState.OFFERED.on(event).orElseThrow();
                furthest = alone.compareTo(furthest) > 0 ? alone : furthest;
            }
        }
        assertThat(state).isEqualTo(furthest);
    }

    @Property
    void a_rollout_can_be_cancelled_from_every_state_but_the_final_ones(@ForAll RolloutState state) {
        assertThat(state.on(RolloutEvent.CANCEL).isPresent()).isEqualTo(!state.isFinal());
    }

    @Property
    void only_the_failures_that_are_not_closed_can_be_corrected(@ForAll AssignmentState state) {
        assertThat(state.on(AssignmentEvent.PROVE).isPresent()).isEqualTo(!state.isClosed());
    }

    @Example
    void the_closed_states_are_those_of_the_design() {
        assertThat(Arrays.stream(AssignmentState.values()).filter(AssignmentState::isClosed))
                .containsExactlyInAnyOrder(
                        AssignmentState.VERIFIED,
                        AssignmentState.SKIPPED,
                        AssignmentState.REVERTED,
                        AssignmentState.CANCELLED,
                        AssignmentState.FAILED);
    }

    @Example
    void every_state_can_be_reached() {
        assertThat(reachable(RolloutState.DRAFT, RolloutState.class, RolloutEvent.values(), RolloutState::on))
                .containsExactly(RolloutState.values());
        assertThat(reachable(WaveState.PENDING, WaveState.class, WaveEvent.values(), WaveState::on))
                .containsExactly(WaveState.values());
        assertThat(reachable(
                        AssignmentState.PENDING, AssignmentState.class, AssignmentEvent.values(), AssignmentState::on))
                .containsExactly(AssignmentState.values());
    }

    @Example
    void only_evidence_clears_a_false_claim() {
        for (var event : REPORTS) {
            assertThat(AssignmentState.UNVERIFIED.on(event)).isEmpty();
        }
        assertThat(AssignmentState.UNVERIFIED.on(AssignmentEvent.PROVE)).hasValue(AssignmentState.VERIFIED);
    }

    @Example
    void a_halted_rollout_never_goes_on_by_itself() {
        assertThat(RolloutState.HALTED.on(RolloutEvent.BEGIN)).isEmpty();
        assertThat(RolloutState.HALTED.on(RolloutEvent.COMPLETE)).isEmpty();
        assertThat(WaveState.HALTED.on(WaveEvent.MEET_GATE)).isEmpty();
    }

    private static <S extends Enum<S>, E> Set<S> reachable(
            S start, Class<S> type, E[] events, BiFunction<S, E, Optional<S>> on) {
        Set<S> seen = EnumSet.of(start);
        var open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            S state = open.remove();
            for (E event : events) {
                on.apply(state, event).filter(seen::add).ifPresent(open::add);
            }
        }
        return EnumSet.copyOf(seen);
    }
}
