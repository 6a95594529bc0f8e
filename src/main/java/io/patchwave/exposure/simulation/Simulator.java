package io.patchwave.exposure.simulation;

import io.patchwave.exposure.Grounds;
import io.patchwave.exposure.SetVerdicts;
import io.patchwave.exposure.Verdict;
import io.patchwave.inventory.Software;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Tries remedies on all cases of a fleet and sums up; knows no database. Each case is ruled on, not each host. */
final class Simulator {
    /** Of how many (case, remedy) it is told what the remedy alone would do: about a second of two cores. */
    static final int ALONE_AT_MOST = 20_000;

    private final Trial.Context context;
    private final List<FleetCases.Case> cases;
    private final BitSet asked;
    private final int aloneAtMost;

    /** @param asked numbers of advisories that are asked about by name; empty for whatever the remedies close */
    Simulator(Trial.Context context, List<FleetCases.Case> cases, BitSet asked, int aloneAtMost) {
        this.context = context;
        this.cases = cases;
        this.asked = asked;
        this.aloneAtMost = aloneAtMost;
    }

    /** What the trial on a case gave, without its verdicts: those are asked again for the hosts that are shown. */
    record Tried(FleetCases.Case on, Fit[] fits, Tally.One closed, int settled) {
        long fitting() {
            return java.util.Arrays.stream(fits).filter(fit -> fit == Fit.FITS).count();
        }
    }

    /**
     * All of it.
     *
     * @param settled undecided findings (host × advisory) that would be decided as closed
     * @param fits for each remedy, on how many hosts it fits and why not on the others
     * @param alone for each remedy what it alone closes; null where that was too much to try
     */
    record Run(
            List<Tried> tried,
            Tally.Sum total,
            long settled,
            List<Map<Fit, Long>> fits,
            List<Tally.@Nullable Sum> alone,
            OpenAfter open) {}

    Run run() {
        Tally total = new Tally();
        BitSet closed = new BitSet();
        List<Tried> tried = cases.parallelStream()
                .map(one -> {
                    Trial trial =
                            Trial.of(context, one.software(), one.anyHost().locks());
                    BitSet here = new BitSet();
                    Tally.One sum = trial.changes() ? closed(trial.before(), trial.after(), here) : new Tally.One();
                    total.add(sum, one.hosts().size());
                    synchronized (closed) {
                        closed.or(here);
                    }
                    return new Tried(one, trial.fits, sum, settled(trial));
                })
                .toList();
        long settled = tried.stream()
                .mapToLong(one -> (long) one.settled * one.on.hosts().size())
                .sum();
        closed.or(asked);
        return new Run(tried, total.sum(), settled, fits(tried), alone(tried), OpenAfter.of(context, tried, closed));
    }

    private Tally.One closed(SetVerdicts before, SetVerdicts after, BitSet bits) {
        Tally.One sum = new Tally.One();
        Trial.closed(before, after, (advisory, then) -> {
            bits.set(advisory);
            sum.add(context.rulings().head(advisory), then.verdict() == Verdict.PENDING_REBOOT);
        });
        return sum;
    }

    private static int settled(Trial trial) {
        int[] count = new int[1];
        if (trial.changes()) {
            trial.before().each((advisory, grounds) -> {
                Grounds then = trial.after().of(advisory);
                if (grounds.verdict() == Verdict.UNKNOWN
                        && (then == null
                                || then.verdict() == Verdict.PATCHED
                                || then.verdict() == Verdict.PENDING_REBOOT)) {
                    count[0]++;
                }
            });
        }
        return count[0];
    }

    private List<Map<Fit, Long>> fits(List<Tried> tried) {
        List<Map<Fit, Long>> fits = new ArrayList<>();
        for (int i = 0; i < context.remedies().size(); i++) {
            Map<Fit, Long> hosts = new EnumMap<>(Fit.class);
            for (Tried one : tried) {
                hosts.merge(one.fits[i], (long) one.on.hosts().size(), Long::sum);
            }
            fits.add(hosts);
        }
        return fits;
    }

    private List<Tally.@Nullable Sum> alone(List<Tried> tried) {
        @Nullable Tally[] sums = new Tally[context.remedies().size()];
        long spent = 0;
        for (int i = 0; i < sums.length; i++) {
            int remedy = i;
            spent += tried.stream()
                    .filter(one -> one.fits[remedy] == Fit.FITS && one.fitting() > 1)
                    .count();
            sums[i] = spent > aloneAtMost ? null : new Tally();
        }
        tried.parallelStream().filter(one -> one.fitting() > 0).forEach(one -> alone(one, sums));
        List<Tally.@Nullable Sum> alone = new ArrayList<>();
        for (Tally sum : sums) {
            alone.add(sum == null ? null : sum.sum());
        }
        return alone;
    }

    /** Tries each remedy by itself on a case, of which is said only once how it is without. */
    private void alone(Tried one, @Nullable Tally[] sums) {
        int hosts = one.on.hosts().size();
        boolean several = one.fitting() > 1;
        Software software = several ? one.on.software() : null;
        SetVerdicts before = null;
        for (int i = 0; i < sums.length; i++) {
            Tally sum = sums[i];
            if (sum == null || one.fits[i] != Fit.FITS) {
                continue;
            }
            if (software == null) {
                sum.add(one.closed, hosts);
                continue;
            }
            before = before == null ? context.rulings().ask(software, context.wanted(), null) : before;
            Software after = AsIf.installed(software, List.of(context.remedies().get(i)));
            sum.add(closed(before, context.rulings().ask(after, context.wanted(), null), new BitSet()), hosts);
        }
    }

    /** The remedies that something about a host keeps off it. */
    static List<Integer> withheld(Tried one) {
        return IntStream.range(0, one.fits.length)
                .filter(i -> one.fits[i].isWithheld() || one.fits[i] == Fit.OTHER_ARCHITECTURE)
                .boxed()
                .toList();
    }
}
