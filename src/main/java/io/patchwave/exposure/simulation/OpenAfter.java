package io.patchwave.exposure.simulation;

import io.patchwave.exposure.Grounds;
import io.patchwave.exposure.SetVerdicts;
import io.patchwave.exposure.Verdict;
import io.patchwave.inventory.LinuxSoftware;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What of the advisories in question stays open on which share of the hosts, by reason. */
final class OpenAfter {
    private static final String ANOTHER = "needs-another-remedy";

    private final Map<String, long[]> byReason = new TreeMap<>();
    private final Map<Integer, Map<String, Long>> byAdvisory = new HashMap<>();
    private long hosts;
    private long findings;

    private OpenAfter() {}

    /** Hosts on which something stays open for that reason, and how many findings. */
    record Reason(String reason, long hosts, long findings) {}

    static OpenAfter of(Trial.Context all, List<Simulator.Tried> tried, BitSet inQuestion) {
        BitSet wanted = (BitSet) inQuestion.clone();
        wanted.and(all.wanted());
        Trial.Context context = new Trial.Context(
                all.rulings(), all.remedies(), all.published(), all.repositories(), wanted, all.naming());
        OpenAfter sum = new OpenAfter();
        if (!wanted.isEmpty()) {
            tried.parallelStream().forEach(one -> {
                Trial trial = Trial.of(
                        context, one.on().software(), one.on().anyHost().locks());
                sum.add(
                        reasons(trial, one.on().anyHost().rolledBack()),
                        one.on().hosts().size());
            });
        }
        return sum;
    }

    /** Advisory → why it stays open. */
    static Map<Integer, String> reasons(Trial trial, boolean rolledBack) {
        Map<Integer, String> reasons = new HashMap<>();
        String general = general(trial);
        SetVerdicts[] freed = new SetVerdicts[1];
        trial.after().each((advisory, then) -> {
            Verdict before = trial.before().verdict(advisory);
            if (then.verdict().isOpen() && !Trial.isClosed(before, then.verdict())) {
                freed[0] = freed[0] == null ? trial.withWithheld() : freed[0];
                String withheld = withheld(trial, advisory, then.verdict(), freed[0]);
                reasons.put(advisory, withheld != null ? withheld : reason(then, rolledBack, general));
            }
        });
        return reasons;
    }

    /** The reason for which a named remedy that would close it cannot be installed; null where none would. */
    private static @Nullable String withheld(Trial trial, int advisory, Verdict now, @Nullable SetVerdicts freed) {
        if (freed == null || !Trial.isClosed(now, freed.verdict(advisory))) {
            return null;
        }
        for (Fit fit : trial.fits) {
            if (fit.isWithheld()) {
                return fit.word();
            }
        }
        return null;
    }

    private static String reason(Grounds then, boolean rolledBack, String general) {
        if (then.verdict() == Verdict.PENDING_REBOOT) {
            return rolledBack ? "rolled-back" : "pending-reboot";
        }
        return Objects.requireNonNullElse(then.reason(), general);
    }

    /** What holds for the machine as a whole: none of the remedies is for it, or they are and it needs others. */
    private static String general(Trial trial) {
        TreeSet<Fit> fits = new TreeSet<>(List.of(trial.fits));
        if (fits.contains(Fit.FITS)
                || fits.contains(Fit.ALREADY_INSTALLED)
                || fits.stream().anyMatch(Fit::isWithheld)) {
            return ANOTHER;
        }
        if (fits.contains(Fit.OTHER_ARCHITECTURE)) {
            return Fit.OTHER_ARCHITECTURE.word();
        }
        boolean ownSystem = !fits.equals(new TreeSet<>(List.of(Fit.OTHER_SYSTEM)));
        return ownSystem && trial.machine instanceof LinuxSoftware ? ANOTHER : Fit.OTHER_PRODUCT.word();
    }

    private synchronized void add(Map<Integer, String> reasons, int times) {
        if (reasons.isEmpty()) {
            return;
        }
        hosts += times;
        findings += (long) reasons.size() * times;
        Map<String, Integer> here = new HashMap<>();
        reasons.forEach((advisory, reason) -> {
            here.merge(reason, 1, Integer::sum);
            byAdvisory.computeIfAbsent(advisory, key -> new TreeMap<>()).merge(reason, (long) times, Long::sum);
        });
        here.forEach((reason, count) -> {
            long[] sum = byReason.computeIfAbsent(reason, key -> new long[2]);
            sum[0] += times;
            sum[1] += (long) count * times;
        });
    }

    long hosts() {
        return hosts;
    }

    long findings() {
        return findings;
    }

    List<Reason> byReason() {
        return byReason.entrySet().stream()
                .map(entry -> new Reason(entry.getKey(), entry.getValue()[0], entry.getValue()[1]))
                .toList();
    }

    /** Advisory number → reason → hosts. */
    Map<Integer, Map<String, Long>> byAdvisory() {
        return byAdvisory;
    }
}
