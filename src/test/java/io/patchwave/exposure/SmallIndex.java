package io.patchwave.exposure;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.roaringbitmap.RoaringBitmap;

/** A random small fleet in an index, with what went into it: answers of sets came and were replaced, hosts moved. */
final class SmallIndex {
    static final int SETS = 6;
    static final int HOSTS = 8;
    static final int GROUPS = 5;
    private static final List<Verdict> VERDICTS =
            List.of(Verdict.EXPOSED, Verdict.PENDING_REBOOT, Verdict.UNKNOWN, Verdict.PATCHED);

    final ExposureIndex index = new ExposureIndex();
    final Map<Long, SetState> sets = new HashMap<>();
    final Map<UUID, HostEntry> hosts = new HashMap<>();
    final List<Ruling> rulings = rulings();
    SetState.Swept swept = SetState.Swept.NEVER;
    private int groups;

    /** Two advisories a group, one of them shared with the next; four answers about each, none of them a fact's. */
    private static List<Ruling> rulings() {
        List<Ruling> all = new ArrayList<>();
        for (int g = 0; g < GROUPS; g++) {
            RemedyGroup group = new RemedyGroup(g, "group " + g, List.of("B" + g, "B" + (g + 1)), Instant.EPOCH);
            for (Verdict verdict : VERDICTS) {
                all.add(new Ruling(all.size(), group, Grounds.of(verdict, "R1", null, Confidence.MEASURED)));
            }
        }
        return all;
    }

    static SmallIndex of(Random random) {
        SmallIndex small = new SmallIndex();
        for (int step = 1; step < 60; step++) {
            small.step(random, step);
        }
        return small;
    }

    /** Something happens; rulings on more groups come before answers that have them. */
    void step(Random random, int rev) {
        if (groups < GROUPS && random.nextInt(4) == 0) {
            index.add(rulings.subList(groups * VERDICTS.size(), (groups + 1) * VERDICTS.size()));
            groups++;
        }
        switch (random.nextInt(5)) {
            case 0, 1 -> put(state(random, rev));
            case 2 -> {
                swept = new SetState.Swept(rev / 10, rev - 1);
                index.swept(swept);
            }
            default -> {
                HostEntry host = host(random);
                hosts.put(host.id(), host);
                index.putHosts(List.of(host));
            }
        }
    }

    private void put(SetState state) {
        sets.put(state.setId(), state);
        index.put(List.of(state));
    }

    private SetState state(Random random, int rev) {
        RoaringBitmap bitmap = new RoaringBitmap();
        for (int group = 0; group < groups; group++) {
            if (random.nextInt(3) > 0) {
                bitmap.add(group * VERDICTS.size() + random.nextInt(VERDICTS.size()));
            }
        }
        return new SetState(
                random.nextInt(SETS), rev / 10, rev, 0, bitmap, new Evaluation.Whole(null, List.of(), List.of()));
    }

    private static HostEntry host(Random random) {
        Set<String> mitigated = new HashSet<>();
        if (random.nextInt(4) == 0) {
            mitigated.add("B" + random.nextInt(GROUPS));
        }
        return new HostEntry(
                new UUID(0, random.nextInt(HOSTS)),
                "host",
                random.nextInt(5) > 0,
                false,
                false,
                random.nextInt(6) == 0 ? null : (long) random.nextInt(SETS + 1),
                null,
                "normal",
                List.of(),
                random.nextInt(4) == 0,
                new HostEntry.Effects(mitigated, List.of()));
    }

    /** The answers of a host, by the body of rules that one host is asked by. */
    Map<String, Answers.Answer> answers(HostEntry host) {
        SetState state = host.active() && host.setId() != null ? sets.get(host.setId()) : null;
        if (state == null) {
            return Map.of();
        }
        List<Ruling> having = rulings.stream()
                .filter(ruling -> state.rulings().contains(ruling.id()))
                .toList();
        return Answers.byAdvisory(having, Proofs.NONE, host, advisory -> true);
    }
}
