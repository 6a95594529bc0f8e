package io.patchwave.inventory;

import static io.patchwave.AgentGiven.linux;
import static io.patchwave.AgentGiven.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchwave.ServerTest;
import io.patchwave.inventory.LinuxSoftware.Rpm;
import io.patchwave.platform.database.Sql;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@ServerTest
class SoftwareSetsTest {
    @Inject
    SoftwareSets sets;

    @Inject
    OldSets oldSets;

    @Inject
    Sql sql;

    @Inject
    Clock clock;

    private static Software parse(String... packages) {
        return InventoryDocument.parse(linux(packages).getBytes(StandardCharsets.UTF_8))
                .software();
    }

    private static String[] packages(String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> prefix + "-" + i + "-1.0-1.el8.x86_64")
                .toArray(String[]::new);
    }

    private long idOf(Software software) {
        return QuarkusTransaction.requiringNew().call(() -> sets.idOf(software));
    }

    @Test
    void sets_share_the_instances_of_what_they_have_in_common() {
        String shared = unique("shared") + "-1-1.el8.x86_64";
        Software one = parse(shared, unique("a") + "-1-1.el8.x86_64");
        Software other = parse(shared, unique("b") + "-1-1.el8.x86_64");
        List<Long> ids = sets.idsOf(List.of(one, other, one));
        assertThat(ids.get(2)).isEqualTo(ids.get(0)).isNotEqualTo(ids.get(1));
        Map<Long, Software> loaded = sets.load(List.of(ids.get(0), ids.get(1), Long.MAX_VALUE >> 20));
        assertThat(loaded).containsOnlyKeys(ids.get(0), ids.get(1));
        assertThat(loaded.get(ids.get(0))).isEqualTo(one);
        assertThat(shared(loaded.get(ids.get(0)), shared)).isSameAs(shared(loaded.get(ids.get(1)), shared));
        assertThat(sets.above(ids.get(0) - 1).get(0)).isEqualTo(Map.entry(ids.get(0), one));
        assertThatThrownBy(() -> sets.load(Long.MAX_VALUE >> 20)).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void of_rpms_only_those_whose_name_passes_are_read() {
        String wanted = unique("wanted");
        Software both = parse(wanted + "-0:1-1.el8.x86_64", unique("other") + "-0:1-1.el8.x86_64");
        Software none = parse(unique("other") + "-0:1-1.el8.x86_64");
        List<Long> ids = sets.idsOf(List.of(both, none));
        Map<Long, Software> parts = sets.load(ids, wanted::equals);
        assertThat(((LinuxSoftware) parts.get(ids.get(0))).packages())
                .extracting(Rpm::nevra)
                .containsExactly(wanted + "-0:1-1.el8.x86_64");
        assertThat(((LinuxSoftware) parts.get(ids.get(1))).packages()).isEmpty();
        assertThat(sets.load(ids, name -> true)).isEqualTo(sets.load(ids));
    }

    private static Rpm shared(Software software, String name) {
        return ((LinuxSoftware) software)
                .packages().stream()
                        .filter(rpm -> rpm.nevra().startsWith(name.substring(0, name.indexOf("-1-1"))))
                        .findFirst()
                        .orElseThrow();
    }

    @Test
    void another_order_of_lists_is_the_same_set() {
        LinuxSoftware software = (LinuxSoftware) parse(packages(unique("order"), 30));
        List<Rpm> shuffled = new ArrayList<>(software.packages());
        shuffled.addAll(software.packages());
        Collections.shuffle(shuffled, new java.util.Random(1));
        Software other = new LinuxSoftware(
                "almalinux",
                "8",
                "x86_64",
                software.runningKernel(),
                shuffled,
                List.of(),
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of());
        assertThat(idOf(other)).isEqualTo(idOf(software));
    }

    @Test
    void those_who_add_the_same_packages_at_once_agree() throws Exception {
        for (int round = 0; round < 5; round++) {
            String[] forth = packages(unique("race"), 50);
            String[] back = forth.clone();
            Collections.reverse(java.util.Arrays.asList(back));
            CyclicBarrier together = new CyclicBarrier(2);
            var executor = Executors.newFixedThreadPool(2);
            try {
                List<Callable<Long>> both = List.of(
                        () -> {
                            together.await();
                            return idOf(parse(forth));
                        },
                        () -> {
                            together.await();
                            return idOf(parse(back));
                        });
                List<Future<Long>> ids = executor.invokeAll(both);
                assertThat(ids.get(0).get()).isEqualTo(ids.get(1).get());
            } finally {
                executor.shutdown();
            }
            assertThat(sql.number(
                            "select count(*) from inventory_item where content like ?",
                            "r[\"" + forth[0].substring(0, forth[0].indexOf("-0-1.0")) + "%"))
                    .isEqualTo(50);
        }
    }

    @Test
    void what_was_added_stays_when_the_caller_is_rolled_back() {
        Software software = parse(packages(unique("rollback"), 3));
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                    sets.idOf(software);
                    throw new IllegalStateException("the caller fails");
                }))
                .hasMessageContaining("the caller fails");
        assertThat(sets.load(idOf(software))).isEqualTo(software);
    }

    @Test
    void a_set_stored_before_the_dictionary_keeps_its_id_and_is_rewritten() {
        Software software = parse(packages(unique("old"), 4));
        byte[] canonical = SoftwareForm.canonical(software);
        long id = sql.number("select nextval('inventory_set_seq')");
        sql.update(
                "insert into inventory_software_set (id, digest, members, at) values (?, ?, ?, ?)",
                id,
                SoftwareForm.digest(canonical),
                SoftwareForm.gzip(canonical),
                clock.instant());
        oldSets.start(null, new io.patchwave.platform.time.Ticker());
        assertThat(idOf(software)).isEqualTo(id);
        assertThat(sets.load(id)).isEqualTo(software);
        oldSets.rewrite();
        assertThat(sql.number("select count(*) from inventory_software_set where id = ? and digest like 'm1:%'", id))
                .isEqualTo(1);
        assertThat(idOf(software)).isEqualTo(id);
        assertThat(sets.load(id)).isEqualTo(software);
        oldSets.rewrite();
        assertThat(oldSets.find(software)).isEmpty();
    }

    @Test
    void many_more_items_than_memory_holds_are_read_all_the_same() {
        ItemMemory memory = new ItemMemory(5000);
        for (int id = 1; id <= 20_000; id++) {
            memory.put(id, "KB" + id);
        }
        int here = 0;
        for (int id = 1; id <= 20_000; id++) {
            Object item = memory.item(id);
            assertThat(item).isIn(null, "KB" + id);
            assertThat(memory.id("KB" + id)).isEqualTo(item == null ? 0 : id);
            here += item == null ? 0 : 1;
        }
        assertThat(here).isBetween(3500, 5000);
        assertThat(memory.id("KB20000")).isEqualTo(20_000);
    }
}
