package io.patchwave.exposure.simulation;

import io.patchwave.exposure.Grounds;
import io.patchwave.exposure.SetVerdicts;
import io.patchwave.exposure.Verdict;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Tries remedies on all cases of a fleet and sums up; knows no database. Each case is ruled on, not each host. */
final class Simulator {
    /** Of how many (case, remedy) it is told what the remedy alone would do: about two seconds of two cores. */
    static final int ALONE_AT_MOST = 60_000;

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
                    Tally.One sum = closed(trial.before, trial.after, here);
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
        if (trial.before != trial.after) {
            trial.before.each((advisory, grounds) -> {
                Grounds then = trial.after.of(advisory);
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
        List<Tally.@Nullable Sum> alone = new ArrayList<>();
        long spent = 0;
        for (int i = 0; i < context.remedies().size(); i++) {
            int remedy = i;
            List<Tried> fitting =
                    tried.stream().filter(one -> one.fits[remedy] == Fit.FITS).toList();
            spent += fitting.stream().filter(one -> one.fitting() > 1).count();
            alone.add(spent > aloneAtMost ? null : alone(remedy, fitting));
        }
        return alone;
    }

    private Tally.Sum alone(int remedy, List<Tried> fitting) {
        Tally sum = new Tally();
        fitting.parallelStream().forEach(one -> {
            int hosts = one.on.hosts().size();
            if (one.fitting() == 1) {
                sum.add(one.closed, hosts);
            } else {
                SetVerdicts before = context.rulings().ask(one.on.software(), context.wanted(), null);
                SetVerdicts after = context.rulings()
                        .ask(
                                AsIf.installed(
                                        one.on.software(),
                                        List.of(context.remedies().get(remedy))),
                                context.wanted(),
                                null);
                sum.add(closed(before, after, new BitSet()), hosts);
            }
        });
        return sum.sum();
    }

    /** The remedies that something about a host keeps off it. */
    static List<Integer> withheld(Tried one) {
        return IntStream.range(0, one.fits.length)
                .filter(i -> one.fits[i].isWithheld() || one.fits[i] == Fit.OTHER_ARCHITECTURE)
                .boxed()
                .toList();
    }
}
