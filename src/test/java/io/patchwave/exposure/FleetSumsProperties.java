package io.patchwave.exposure;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchwave.catalog.Severity;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.roaringbitmap.RoaringBitmap;

/** What is kept or counted by sets, against every host asked one by one. */
class FleetSumsProperties {
    private static final AdvisoryBook.Book BOOK = new AdvisoryBook.Book(
            1,
            1,
            List.of(),
            Map.of(
                    "B0", head("B0", "critical"),
                    "B1", head("B1", "important"),
                    "B2", head("B2", "low"),
                    "B3", head("B3", "critical")),
            Map.of(),
            Map.of(),
            Map.of("B0", "2020-Jan", "B1", "2020-Jan", "B4", "2020-Feb"),
            Set.of());

    private static AdvisoryBook.Head head(String id, String severity) {
        return new AdvisoryBook.Head(id, "windows", "security", severity, List.of(), false, null, false);
    }

    @Property(tries = 300)
    void advisories_with_an_exposed_host_are_those_that_some_host_is_exposed_to(@ForAll Random random) {
        SmallIndex small = SmallIndex.of(random);
        Set<String> expected = new HashSet<>();
        small.hosts
                .values()
                .forEach(host -> small.answers(host).forEach((advisory, answer) -> {
                    if (answer.verdict() == Verdict.EXPOSED) {
                        expected.add(advisory);
                    }
                }));
        assertThat(small.index.ask(ExposedAdvisories::of)).isEqualTo(expected);
    }

    @Property(tries = 300)
    void the_oldest_answer_is_that_of_the_sets_in_use(@ForAll Random random) {
        SmallIndex small = SmallIndex.of(random);
        long expected = Long.MAX_VALUE;
        for (HostEntry host : small.hosts.values()) {
            SetState state = host.active() && host.setId() != null ? small.sets.get(host.setId()) : null;
            expected = state == null ? expected : Math.min(expected, state.holdsAt(small.swept));
        }
        long oldest = small.index.ask(view -> view.held().oldest(view.hosts().activeSets()));
        assertThat(oldest).isEqualTo(expected);
    }

    @Property(tries = 300)
    void hosts_whose_set_has_no_answer_are_known(@ForAll Random random) {
        SmallIndex small = SmallIndex.of(random);
        BitSet found =
                small.index.ask(view -> view.hosts().notEvaluated(view.held().evaluated()));
        small.index.ask(view -> {
            small.hosts
                    .values()
                    .forEach(host -> assertThat(found.get(view.hosts().ordinal(host.id())))
                            .isEqualTo(host.setId() != null && !small.sets.containsKey(host.setId())));
            return true;
        });
    }

    @Property(tries = 300)
    void rows_counted_are_rows_made(@ForAll Random random) {
        SmallIndex small = SmallIndex.of(random);
        for (FindingQuery.Grain grain : FindingQuery.Grain.values()) {
            small.index.ask(view -> {
                RowPlan plan = new RowPlan(BOOK, grain, FleetSearch.ALL);
                plan.upTo(view.rulings());
                RowPlan.Counter counter = plan.counter(view.rulings());
                small.hosts.values().forEach(host -> {
                    SetState state = host.active() && host.setId() != null ? small.sets.get(host.setId()) : null;
                    RoaringBitmap rulings = state == null ? new RoaringBitmap() : state.rulings();
                    assertThat(counter.of(rulings, RowPlan.Peculiar.of(host))).isEqualTo(made(small, host, grain));
                });
                return true;
            });
        }
    }

    @Property(tries = 200)
    void a_remembered_selection_follows_the_index(@ForAll Random random) {
        SmallIndex small = new SmallIndex();
        BroadSelection.Wanted wanted = new BroadSelection.Wanted(group -> group.id() > 0, id -> !id.equals("B3"));
        BroadSelection remembered = small.index.ask(view -> BroadSelection.of(view.rulings(), wanted));
        for (int step = 1; step < 60; step++) {
            small.step(random, step);
            if (random.nextInt(3) == 0) {
                BroadSelection before = remembered;
                remembered = small.index.ask(view -> {
                    BroadSelection now = before.upTo(view.rulings());
                    FleetVerdicts found = now.verdicts(view);
                    FleetVerdicts expected =
                            BroadSelection.of(view.rulings(), wanted).verdicts(view);
                    for (Verdict verdict : Verdict.values()) {
                        assertThat(found.of(verdict)).isEqualTo(expected.of(verdict));
                    }
                    return now;
                });
            }
        }
    }

    @Property(tries = 200)
    void the_log_tells_every_change_since_a_place_or_that_it_cannot(@ForAll Random random) {
        SetLog log = new SetLog();
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(200_000); i++) {
            log.add(i % 50, 50);
            all.add(i % 50);
        }
        assertThat(log.end()).isEqualTo(all.size());
        int place = all.size() - random.nextInt(Math.min(all.size(), 1000));
        List<Integer> told = new ArrayList<>();
        assertThat(log.since(place, told::add)).isTrue();
        assertThat(told).isEqualTo(all.subList(place, all.size()));
        assertThat(log.since(0, set -> {})).isEqualTo(all.size() <= 65_536);
    }

    private static int[] made(SmallIndex small, HostEntry host, FindingQuery.Grain grain) {
        Map<String, Map<String, Answers.Answer>> rows = new HashMap<>();
        small.answers(host)
                .forEach((advisory, answer) -> rows.computeIfAbsent(
                                grain == FindingQuery.Grain.REMEDY ? BOOK.remedyGroupOf(advisory) : advisory,
                                row -> new HashMap<>())
                        .put(advisory, answer));
        int[] counts = new int[RowPlan.CELLS];
        rows.values().forEach(row -> {
            Severity gravest = row.keySet().stream()
                    .map(advisory -> Severity.ofWord(BOOK.head(advisory).severity()))
                    .min(Severity::compareTo)
                    .orElseThrow();
            counts[RowPlan.cell(Answers.combined(row.values()).verdict(), gravest)]++;
        });
        return counts;
    }
}
