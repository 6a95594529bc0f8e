package io.patchwave.exposure;

import java.util.BitSet;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * How many hosts in service each set stands for, so that hosts are counted by adding up sets: thousands of advisories in the time of
 * one list. Where hosts of one set answer differently (mitigations, shipped facts) they are counted one by one.
 */
final class SetWeights {
    private final SetInts all;
    private final SetInts rolledBack;

    private SetWeights(SetInts all, SetInts rolledBack) {
        this.all = all;
        this.rolledBack = rolledBack;
    }

    /** Of these hosts only; null is all. */
    static SetWeights of(ExposureIndex.View view, @Nullable BitSet hosts) {
        if (hosts == null) {
            return new SetWeights(view.hosts().inService(), view.hosts().backInService());
        }
        SetInts all = new SetInts();
        SetInts rolledBack = new SetInts();
        BitSet counted = (BitSet) view.hosts().active().clone();
        counted.and(hosts);
        view.hosts().each(counted, host -> {
            if (host.setId() != null) {
                int set = Math.toIntExact(host.setId());
                all.add(set, 1);
                rolledBack.add(set, host.rolledBack() ? 1 : 0);
            }
        });
        return new SetWeights(all, rolledBack);
    }

    /** The counts of some advisories together. */
    FleetCounts.Row row(
            ExposureIndex.View view,
            @Nullable BitSet hosts,
            String key,
            Collection<String> advisories,
            @Nullable String severity,
            @Nullable Boolean kev) {
        boolean plain = advisories.stream()
                .allMatch(id -> !FleetAnswers.FACTS.contains(id) && view.hosts().mitigatedFor(id) == null);
        if (!plain) {
            FleetAnswers.Asked asked = new FleetAnswers.Asked(java.util.Set.copyOf(advisories), false, false, false);
            FleetVerdicts found = FleetVerdicts.of(view, asked).within(hosts);
            return new FleetCounts.Row(
                    key,
                    key,
                    severity,
                    kev,
                    found.of(Verdict.EXPOSED).cardinality(),
                    found.of(Verdict.PENDING_REBOOT).cardinality(),
                    found.of(Verdict.MITIGATED).cardinality(),
                    found.of(Verdict.UNKNOWN).cardinality());
        }
        Map<Verdict, RoaringBitmap> sets = new EnumMap<>(Verdict.class);
        for (String advisory : advisories) {
            view.rulings().about(advisory, (ruling, having) -> {
                if (ruling.verdict() != Verdict.PATCHED) {
                    // The table's own bitmap stands alone mostly: it is never written to.
                    sets.merge(ruling.verdict(), having, (a, b) -> RoaringBitmap.or(a, b));
                }
            });
        }
        return row(key, severity, kev, sets);
    }

    /** The counts of sets by verdict; a set counts under its worst. */
    FleetCounts.Row row(
            String key, @Nullable String severity, @Nullable Boolean kev, Map<Verdict, RoaringBitmap> sets) {
        RoaringBitmap exposed = sets.getOrDefault(Verdict.EXPOSED, new RoaringBitmap());
        RoaringBitmap pending = sets.getOrDefault(Verdict.PENDING_REBOOT, new RoaringBitmap());
        RoaringBitmap unknown = sets.getOrDefault(Verdict.UNKNOWN, new RoaringBitmap());
        RoaringBitmap waiting = without(pending, exposed);
        RoaringBitmap undecided = without(without(unknown, exposed), pending);
        long back = sum(waiting, rolledBack);
        return new FleetCounts.Row(
                key, key, severity, kev, sum(exposed, all) + back, sum(waiting, all) - back, 0, sum(undecided, all));
    }

    private static RoaringBitmap without(RoaringBitmap some, RoaringBitmap others) {
        return some.isEmpty() || others.isEmpty() ? some : RoaringBitmap.andNot(some, others);
    }

    private static long sum(RoaringBitmap sets, SetInts weights) {
        long[] sum = new long[1];
        sets.forEach((org.roaringbitmap.IntConsumer) set -> sum[0] += weights.of(set));
        return sum[0];
    }
}
