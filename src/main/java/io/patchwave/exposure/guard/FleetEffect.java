package io.patchwave.exposure.guard;

import io.patchwave.catalog.ImportGuard.Effect;
import io.patchwave.catalog.ImportGuard.Said;
import io.patchwave.catalog.ImportGuard.Sample;
import io.patchwave.exposure.Verdict;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Adds up, set by set, what a catalog would change for the hosts. */
final class FleetEffect {
    private static final int SAMPLES = 50;
    private static final int NAMES = 5;
    private static final Set<Verdict> OPEN = EnumSet.of(Verdict.EXPOSED, Verdict.PENDING_REBOOT, Verdict.MITIGATED);
    private static final Set<Verdict> CONCERNED =
            EnumSet.of(Verdict.EXPOSED, Verdict.PENDING_REBOOT, Verdict.MITIGATED, Verdict.PATCHED);

    private final CatalogDifference difference;
    private final Numbers numbers;
    private final int[] renamed;
    private final Map<Integer, Change> changes = new HashMap<>();
    private long concerned;
    private long closed;
    private long changedNames;

    FleetEffect(CatalogDifference difference, Numbers numbers) {
        this.difference = difference;
        this.numbers = numbers;
        this.renamed = difference.renamed().stream().mapToInt(numbers::of).toArray();
    }

    /** What becomes of one advisory: hosts by the verdict before, and by the one after. */
    private static final class Change {
        private final Map<Verdict, Long> before = new EnumMap<>(Verdict.class);
        private final Map<Verdict, Long> after = new EnumMap<>(Verdict.class);
        private long hosts;

        void add(Verdict old, Verdict fresh, long weight) {
            before.merge(old, weight, Long::sum);
            after.merge(fresh, weight, Long::sum);
            hosts += weight;
        }

        private static String most(Map<Verdict, Long> verdicts) {
            return verdicts.entrySet().stream()
                    .max(Map.Entry.comparingByValue())
                    .map(entry -> entry.getKey().word())
                    .orElse("");
        }
    }

    /** One set that so many hosts share. */
    void add(Answers.Row before, Answers.Row after, long hosts) {
        boolean closes = false;
        boolean names = false;
        for (int at = before.differsFrom(after, 0); at >= 0; at = before.differsFrom(after, at + 1)) {
            if (OPEN.contains(before.of(at)) && !OPEN.contains(after.of(at))) {
                closes = true;
                if (!difference.renamed().contains(numbers.id(at))) {
                    note(at, before, after, hosts);
                }
            }
        }
        for (int advisory : renamed) {
            if (CONCERNED.contains(before.of(advisory)) || CONCERNED.contains(after.of(advisory))) {
                names = true;
                note(advisory, before, after, hosts);
            }
        }
        closed += closes ? hosts : 0;
        changedNames += names ? hosts : 0;
        concerned += closes || names ? hosts : 0;
    }

    private void note(int advisory, Answers.Row before, Answers.Row after, long hosts) {
        changes.computeIfAbsent(advisory, fresh -> new Change()).add(before.of(advisory), after.of(advisory), hosts);
    }

    Effect effect(long hosts) {
        return new Effect(hosts, concerned, closed, changedNames);
    }

    List<Sample> samples() {
        return changes.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<Integer, Change> entry) -> -entry.getValue().hosts)
                        .thenComparing(entry -> numbers.id(entry.getKey())))
                .limit(SAMPLES)
                .map(entry -> sample(numbers.id(entry.getKey()), entry.getValue()))
                .toList();
    }

    private Sample sample(String id, Change change) {
        return new Sample(
                id,
                new Said(Change.most(change.before), some(difference.lost().get(id))),
                new Said(Change.most(change.after), some(difference.gained().get(id))),
                change.hosts);
    }

    private static List<String> some(@org.jspecify.annotations.Nullable List<String> names) {
        return names == null ? List.of() : names.stream().limit(NAMES).toList();
    }
}
