package io.patchwave.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchwave.AgentGiven;
import io.patchwave.ServerTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Lists of hosts of which only another feature can tell whether each is meant. */
@ServerTest
class TestedHostsTest {
    @Inject
    Hosts hosts;

    private static HostFilter of(Set<UUID> meant) {
        return new HostFilter().criterion(new HostCriterion.Predicate("1 = 1", List.of(), meant::contains));
    }

    @Test
    void a_test_leaves_the_same_hosts_in_the_same_order_as_a_condition() {
        Set<UUID> meant = new HashSet<>();
        for (int i = 0; i < 4; i++) {
            meant.add(UUID.fromString(AgentGiven.enrolled("tested").hostId()));
            AgentGiven.enrolled("tested");
        }
        for (String sort : List.of("hostname", "-hostname", "lastSeen", "-criticality", "id")) {
            HostSort.Order order = HostSort.Order.of(sort);
            List<UUID> expected = ids(hosts.list(new HostFilter().among(meant), order, 10));
            assertThat(ids(hosts.list(of(meant), order, 10))).as(sort).isEqualTo(expected);
            assertThat(ids(hosts.list(of(meant), order, 3))).as(sort).isEqualTo(expected.subList(0, 3));
        }
        assertThat(hosts.count(of(meant))).isEqualTo(4);
        assertThat(hosts.ids(of(meant))).containsExactlyInAnyOrderElementsOf(new ArrayList<>(meant));
        assertThat(hosts.list(of(Set.of()), HostSort.Order.of(null), 3)).isEmpty();
    }

    private static List<UUID> ids(List<HostView> views) {
        return views.stream().map(HostView::id).toList();
    }
}
