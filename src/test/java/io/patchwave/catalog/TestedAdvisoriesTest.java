package io.patchwave.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchwave.AgentGiven;
import io.patchwave.ServerTest;
import io.patchwave.exposure.FleetErrata;
import io.patchwave.platform.paging.Page;
import io.patchwave.platform.paging.PageRequest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Lists of advisories of which only another feature can tell whether each is meant. */
@ServerTest
class TestedAdvisoriesTest {
    @Inject
    AdvisoryList advisories;

    private Page<AdvisoryView> page(
            String q, AdvisoryQuery.Sort sort, @Nullable Predicate<String> test, int limit, @Nullable String after) {
        AdvisoryQuery query = new AdvisoryQuery(q, List.of(), null, List.of(), List.of(), null, sort, Map.of());
        List<AdvisoryCriterion.Condition> conditions =
                test == null ? List.of() : List.of(new AdvisoryCriterion.Condition("1 = 1", List.of(), test));
        return advisories.list(query, conditions, PageRequest.of(limit, after, "tested"), true);
    }

    @Test
    void a_test_leaves_its_advisories_in_the_same_order_and_pages_fit_together() {
        String name = AgentGiven.unique("tested");
        for (int i = 0; i < 5; i++) {
            FleetErrata.imported(AgentGiven.unique("mirror"), AgentGiven.unique("ALSA-2024:"), name, "2.0");
        }
        for (AdvisoryQuery.Sort sort : AdvisoryQuery.Sort.values()) {
            List<String> all = ids(page(name, sort, null, 10, null));
            assertThat(all).hasSize(5);
            List<String> meant = List.of(all.get(0), all.get(2), all.get(4));
            Page<AdvisoryView> first = page(name, sort, meant::contains, 2, null);
            assertThat(first.count()).isEqualTo(3);
            List<String> found = new ArrayList<>(ids(first));
            assertThat(found).hasSize(2);
            Page<AdvisoryView> second = page(name, sort, meant::contains, 2, first.next());
            assertThat(second.next()).isNull();
            found.addAll(ids(second));
            assertThat(found).isEqualTo(meant);
        }
        assertThat(page(name, AdvisoryQuery.Sort.ID, id -> false, 2, null).items())
                .isEmpty();
    }

    private static List<String> ids(Page<AdvisoryView> page) {
        return page.items().stream().map(AdvisoryView::id).toList();
    }
}
