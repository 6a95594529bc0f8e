package io.patchwave.exposure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.roaringbitmap.RoaringBitmap;

/** The index against a naive model, over random sequences of set answers and hosts' moves; rebuilt, it answers the same. */
class ExposureIndexProperties {
    private static final int SETS = 6;
    private static final int HOSTS = 8;
    private static final int GROUPS = 5;
    private static final List<Verdict> VERDICTS =
            List.of(Verdict.EXPOSED, Verdict.PENDING_REBOOT, Verdict.UNKNOWN, Verdict.PATCHED);

    private final List<Ruling> rulings = rulings();

    /** Two advisories a group, one of them shared with the next group; four answers about each. */
    private static List<Ruling> rulings() {
        List<Ruling> all = new ArrayList<>();
        for (int g = 0; g < GROUPS; g++) {
            RemedyGroup group = new RemedyGroup(g, "group " + g, List.of("A" + g, "A" + (g + 1)), Instant.EPOCH);
            for (Verdict verdict : VERDICTS) {
                String rule = g == 0 ? "F1" : "R1";
                all.add(new Ruling(all.size(), group, Grounds.of(verdict, rule, null, Confidence.MEASURED)));
            }
        }
        return all;
    }

    @Property(tries = 300)
    void answers_are_those_of_a_naive_model(@ForAll Random random) {
        ExposureIndex index = new ExposureIndex();
        index.add(rulings);
        Map<Long, SetState> sets = new HashMap<>();
        Map<UUID, HostEntry> hosts = new HashMap<>();
        for (int step = 0; step < 60; step++) {
            if (random.nextBoolean()) {
                SetState state = randomState(random, step);
                sets.put(state.setId(), state);
                index.put(List.of(state));
            } else {
                HostEntry host = randomHost(random);
                hosts.put(host.id(), host);
                index.putHosts(List.of(host));
            }
            if (random.nextInt(8) == 0) {
                assertThat(index.<Boolean>ask(view -> true)).isTrue();
            }
        }
        ExposureIndex rebuilt = new ExposureIndex();
        rebuilt.add(rulings);
        rebuilt.put(sets.values());
        rebuilt.putHosts(hosts.values());
        for (int advisory = 0; advisory <= GROUPS; advisory++) {
            Map<UUID, Verdict> expected = naive("A" + advisory, sets, hosts);
            assertThat(verdicts(index, "A" + advisory)).isEqualTo(expected);
            assertThat(verdicts(rebuilt, "A" + advisory)).isEqualTo(expected);
        }
    }

    @Property(tries = 300)
    void counting_by_sets_and_by_masks_is_counting_hosts(@ForAll Random random) {
        ExposureIndex index = new ExposureIndex();
        index.add(rulings);
        for (int set = 0; set < SETS; set++) {
            SetState any = randomState(random, 1);
            index.put(List.of(new SetState(set, 1, 1, 0, any.rulings(), any.whole())));
        }
        for (int step = 0; step < 40; step++) {
            index.putHosts(List.of(randomHost(random)));
        }
        Set<String> some = new HashSet<>();
        for (int advisory = 0; advisory <= GROUPS; advisory++) {
            if (random.nextBoolean()) {
                some.add("A" + advisory);
            }
        }
        index.ask(view -> {
            FleetVerdicts expected = FleetVerdicts.of(view, new FleetAnswers.Asked(some, false, false, false));
            FleetVerdicts broad = BroadSelection.of(
                            view.rulings(), new BroadSelection.Wanted(group -> group.id() > 0, some::contains))
                    .verdicts(view);
            SetWeights weights = SetWeights.of(view, null);
            FleetCounts.Row row = weights.row(view, null, "some", some, null, null);
            if (!some.contains("A0") && !some.contains("A1")) {
                for (Verdict verdict :
                        List.of(Verdict.EXPOSED, Verdict.PENDING_REBOOT, Verdict.UNKNOWN, Verdict.MITIGATED)) {
                    assertThat(broad.of(verdict)).isEqualTo(expected.of(verdict));
                }
            }
            if (some.stream().noneMatch(id -> id.equals("A0") || id.equals("A1"))) {
                assertThat(row.exposed()).isEqualTo(expected.of(Verdict.EXPOSED).cardinality());
                assertThat(row.pendingReboot())
                        .isEqualTo(expected.of(Verdict.PENDING_REBOOT).cardinality());
                assertThat(row.mitigated())
                        .isEqualTo(expected.of(Verdict.MITIGATED).cardinality());
                assertThat(row.unknown()).isEqualTo(expected.of(Verdict.UNKNOWN).cardinality());
            }
            return true;
        });
    }

    @Property(tries = 5)
    void a_set_that_no_host_has_any_more_is_forgotten_and_read_again_when_one_returns(@ForAll Random random) {
        ExposureIndex index = new ExposureIndex();
        index.add(rulings);
        Map<Long, SetState> sets = new HashMap<>();
        Map<UUID, HostEntry> hosts = new HashMap<>();
        for (long set = 0; set < 2000; set++) {
            SetState any = randomState(random, 1);
            SetState state = new SetState(set, 1, 1, 0, any.rulings(), any.whole());
            HostEntry host = withSet(randomHost(random), set);
            sets.put(set, state);
            hosts.put(host.id(), host);
            index.put(List.of(state));
            index.putHosts(List.of(host));
            if (random.nextInt(40) == 0) {
                assertThat(index.<Boolean>ask(view -> view.sets().size() <= HOSTS + 256))
                        .isTrue();
            }
        }
        assertThat(index.set(1L)).isNull();
        HostEntry back = withSet(randomHost(random), 1);
        index.put(List.of(sets.get(1L)));
        index.putHosts(List.of(back));
        hosts.put(back.id(), back);
        for (int advisory = 0; advisory <= GROUPS; advisory++) {
            assertThat(verdicts(index, "A" + advisory)).isEqualTo(naive("A" + advisory, sets, hosts));
        }
    }

    private static HostEntry withSet(HostEntry host, long set) {
        return new HostEntry(
                host.id(),
                host.hostname(),
                host.active(),
                host.imported(),
                host.windows(),
                set,
                null,
                host.criticality(),
                host.tags(),
                host.rolledBack(),
                host.effects());
    }

    @Property(tries = 200)
    void an_older_answer_never_replaces_a_newer_one(@ForAll Random random) {
        SetState older = randomState(random, 1);
        SetState newer =
                new SetState(older.setId(), 2, 2, 0, randomState(random, 2).rulings(), older.whole());
        ExposureIndex index = new ExposureIndex();
        index.add(rulings);
        index.put(List.of(newer));
        index.put(List.of(older));
        assertThat(index.set(older.setId())).isEqualTo(newer);
    }

    /** The whole fleet at once, and host by host: the same. */
    private static Map<UUID, Verdict> verdicts(ExposureIndex index, String advisory) {
        FleetAnswers.Asked asked = new FleetAnswers.Asked(Set.of(advisory), false, false, false);
        return index.ask(view -> {
            FleetVerdicts fleet = FleetVerdicts.of(view, asked);
            Map<UUID, Verdict> found = new HashMap<>();
            for (Verdict verdict : Verdict.values()) {
                view.hosts().each(fleet.of(verdict), host -> {
                    if (view.sets().containsKey(host.setId())) {
                        Answers.Answer answer = Answers.combined(Answers.byAdvisory(
                                        index.rulingsOf(host, Set.of(advisory)), Proofs.NONE, host, advisory::equals)
                                .values());
                        assertThat(answer).isNotNull();
                        assertThat(answer.verdict()).isEqualTo(verdict);
                        found.put(host.id(), verdict);
                    }
                });
            }
            assertThat(FleetVerdicts.anyExposed(view, advisory)).isEqualTo(found.containsValue(Verdict.EXPOSED));
            return found;
        });
    }

    private Map<UUID, Verdict> naive(String advisory, Map<Long, SetState> sets, Map<UUID, HostEntry> hosts) {
        Map<UUID, Verdict> expected = new HashMap<>();
        for (HostEntry host : hosts.values()) {
            SetState state = sets.get(host.setId());
            if (!host.active() || state == null) {
                continue;
            }
            boolean fact = rulings.stream()
                    .anyMatch(ruling -> state.rulings().contains(ruling.id())
                            && ruling.grounds().rule().equals("F1")
                            && ruling.group().advisories().contains(advisory));
            for (Ruling ruling : rulings) {
                if (ruling.grounds().rule().equals("F1") == fact
                        && state.rulings().contains(ruling.id())
                        && ruling.group().advisories().contains(advisory)) {
                    Verdict verdict = ruling.verdict();
                    if (verdict == Verdict.PENDING_REBOOT && host.rolledBack()) {
                        verdict = Verdict.EXPOSED;
                    }
                    if (verdict == Verdict.EXPOSED && host.effects().mitigated().contains(advisory)) {
                        verdict = Verdict.MITIGATED;
                    }
                    expected.merge(host.id(), verdict, (a, b) -> a.compareTo(b) <= 0 ? a : b);
                }
            }
        }
        return expected;
    }

    private SetState randomState(Random random, int rev) {
        RoaringBitmap bitmap = new RoaringBitmap();
        for (int group = 0; group < GROUPS; group++) {
            if (random.nextInt(3) > 0) {
                bitmap.add(group * VERDICTS.size() + random.nextInt(VERDICTS.size()));
            }
        }
        return new SetState(
                random.nextInt(SETS), rev, rev, 0, bitmap, new Evaluation.Whole(null, List.of(), List.of()));
    }

    private static HostEntry randomHost(Random random) {
        Set<String> mitigated = new HashSet<>();
        if (random.nextInt(4) == 0) {
            mitigated.add("A" + random.nextInt(GROUPS));
        }
        return new HostEntry(
                new UUID(0, random.nextInt(HOSTS)),
                "host",
                random.nextInt(5) > 0,
                false,
                false,
                (long) random.nextInt(SETS),
                null,
                "normal",
                List.of(),
                random.nextInt(4) == 0,
                new HostEntry.Effects(mitigated, List.of()));
    }
}
