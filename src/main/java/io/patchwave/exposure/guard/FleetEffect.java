package io.patchwave.exposure.guard;

import io.patchwave.catalog.ImportGuard.Effect;
import io.patchwave.catalog.ImportGuard.Said;
import io.patchwave.catalog.ImportGuard.Sample;
import io.patchwave.exposure.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Adds up, set by set, what a catalog would change for the hosts. */
final class FleetEffect {
    private static final int SAMPLES = 50;
    private static final int NAMES = 5;
    private static final Set<Verdict> OPEN = EnumSet.of(Verdict.EXPOSED, Verdict.PENDING_REBOOT, Verdict.MITIGATED);
    private static final Set<Verdict> CONCERNED =
            EnumSet.of(Verdict.EXPOSED, Verdict.PENDING_REBOOT, Verdict.MITIGATED, Verdict.PATCHED);

    private final CatalogDifference difference;
    private final Numbers numbers;
    private final BitSet renamed;
    private @Nullable Change[] changes = new Change[1024];
    private long concerned;
    private long closed;
    private long changedNames;

    FleetEffect(CatalogDifference difference, Numbers numbers) {
        this(difference, numbers, new BitSet());
        difference.renamed().forEach(id -> renamed.set(numbers.of(id)));
    }

    private FleetEffect(CatalogDifference difference, Numbers numbers, BitSet renamed) {
        this.difference = difference;
        this.numbers = numbers;
        this.renamed = renamed;
    }

    /** A sum of its own for one thread, to be {@linkplain #merge merged}. */
    FleetEffect part() {
        return new FleetEffect(difference, numbers, renamed);
    }

    synchronized void merge(FleetEffect part) {
        concerned += part.concerned;
        closed += part.closed;
        changedNames += part.changedNames;
        for (int advisory = 0; advisory < part.changes.length; advisory++) {
            Change more = part.changes[advisory];
            if (more != null) {
                change(advisory).add(more);
            }
        }
    }

    /** What becomes of one advisory: hosts by the verdict before, and by the one after. */
    private static final class Change {
        private static final Verdict[] VERDICTS = Verdict.values();

        private final long[] before = new long[VERDICTS.length];
        private final long[] after = new long[VERDICTS.length];
        private long hosts;

        void add(Verdict old, Verdict fresh, long weight) {
            before[old.ordinal()] += weight;
            after[fresh.ordinal()] += weight;
            hosts += weight;
        }

        void add(Change more) {
            for (int i = 0; i < before.length; i++) {
                before[i] += more.before[i];
                after[i] += more.after[i];
            }
            hosts += more.hosts;
        }

        private static String most(long[] verdicts) {
            int most = 0;
            for (int i = 1; i < verdicts.length; i++) {
                most = verdicts[i] > verdicts[most] ? i : most;
            }
            return verdicts[most] == 0 ? "" : VERDICTS[most].word();
        }
    }

    /** One set that so many hosts share. */
    void add(Answers.Row before, Answers.Row after, long hosts) {
        boolean closes = false;
        boolean names = false;
        for (int i = 0; i < before.size(); i++) {
            int advisory = before.at(i);
            boolean close = OPEN.contains(before.of(advisory)) && !OPEN.contains(after.of(advisory));
            boolean name = isRenamed(advisory, before, after);
            if (close || name) {
                note(advisory, before, after, hosts);
            }
            closes |= close;
            names |= name;
        }
        for (int i = 0; i < after.size(); i++) {
            int advisory = after.at(i);
            if (before.of(advisory) == Verdict.UNAFFECTED && isRenamed(advisory, before, after)) {
                names = true;
                note(advisory, before, after, hosts);
            }
        }
        closed += closes ? hosts : 0;
        changedNames += names ? hosts : 0;
        concerned += closes || names ? hosts : 0;
    }

    private boolean isRenamed(int advisory, Answers.Row before, Answers.Row after) {
        return renamed.get(advisory)
                && (CONCERNED.contains(before.of(advisory)) || CONCERNED.contains(after.of(advisory)));
    }

    private void note(int advisory, Answers.Row before, Answers.Row after, long hosts) {
        change(advisory).add(before.of(advisory), after.of(advisory), hosts);
    }

    private Change change(int advisory) {
        if (advisory >= changes.length) {
            changes = Arrays.copyOf(changes, Math.max(advisory + 1, changes.length * 2));
        }
        Change known = changes[advisory];
        if (known == null) {
            known = new Change();
            changes[advisory] = known;
        }
        return known;
    }

    Effect effect(long hosts) {
        return new Effect(hosts, concerned, closed, changedNames);
    }

    List<Sample> samples() {
        List<Map.Entry<Integer, Change>> all = new ArrayList<>();
        for (int advisory = 0; advisory < changes.length; advisory++) {
            Change change = changes[advisory];
            if (change != null) {
                all.add(Map.entry(advisory, change));
            }
        }
        return all.stream()
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

    private static List<String> some(@Nullable List<String> names) {
        return names == null ? List.of() : names.stream().limit(NAMES).toList();
    }
}
