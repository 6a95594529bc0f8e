package io.patchwave.exposure.deb;

import io.patchwave.exposure.Judgement;
import io.patchwave.exposure.Verdict;
import io.patchwave.exposure.linux.Outcome;
import io.patchwave.exposure.linux.Weight;
import io.patchwave.inventory.LinuxSoftware;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sums up what a host's source packages say of each advisory. */
final class DebSum {
    private final LinuxSoftware host;
    private final List<DebOffers> archives;
    private final boolean livepatched;
    private final Map<String, Outcome> outcomes = new HashMap<>();
    private final Map<String, String> rules = new HashMap<>();

    DebSum(LinuxSoftware host, List<DebOffers> archives) {
        this.host = host;
        this.archives = archives;
        this.livepatched = !host.livepatches().isEmpty();
    }

    void add(InstalledSource source, SourceFix fix) {
        if (fix.onlySubscribed() && !isSubscribed(fix)) {
            return;
        }
        Verdict verdict = source.against(fix::isOpen);
        if (verdict == Verdict.PATCHED) {
            patched(source, fix);
            return;
        }
        Outcome outcome = of(fix);
        boolean kernel = source.name().equals("linux") || source.name().startsWith("linux-");
        if (livepatched && kernel) {
            outcome.take(Weight.LIVEPATCH, null, null);
        } else if (verdict == Verdict.EXPOSED) {
            exposed(outcome, source, fix);
        } else if (verdict == Verdict.PENDING_REBOOT) {
            outcome.take(Weight.PENDING_REBOOT, source.name() + "=" + source.newest(), null);
        } else {
            outcome.take(Weight.RUNNING_KERNEL_MISSING, null, null);
        }
    }

    /** In the order of ids. */
    List<Judgement> judgements() {
        List<Judgement> judgements = new ArrayList<>(outcomes.size());
        outcomes.forEach((advisory, outcome) ->
                judgements.add(outcome.judgement(advisory, rules.getOrDefault(advisory, "deb"))));
        judgements.sort(Comparator.comparing(Judgement::group));
        return judgements;
    }

    private void patched(InstalledSource source, SourceFix fix) {
        for (InstalledSource.Binary binary : source.judged()) {
            if (fix.isPast(binary.version())) {
                of(fix).take(Weight.PATCHED, source.name() + "=" + binary.version(), null);
            }
        }
    }

    private void exposed(Outcome outcome, InstalledSource source, SourceFix fix) {
        for (InstalledSource.Binary binary : source.judged()) {
            if (fix.isOpen(binary.version())) {
                String closing = fix.fixFor(binary.version());
                Weight weight = weight(source, binary, fix, closing);
                outcome.take(weight, null, weight == Weight.EXPOSED ? source.name() + "=" + closing : null);
            }
        }
    }

    /** Whether something can be offered for an open binary, or why nothing can. */
    private Weight weight(
            InstalledSource source, InstalledSource.Binary binary, SourceFix fix, @Nullable String closing) {
        if (closing == null) {
            return fix.withoutRemedy();
        }
        if (!isSubscribed(fix)) {
            return Weight.NEEDS_SUBSCRIPTION;
        }
        if (binary.held()) {
            return Weight.LOCKED;
        }
        return archives.isEmpty() || DebOffers.have(archives, source.name(), closing)
                ? Weight.EXPOSED
                : Weight.NOT_IN_REPOSITORY;
    }

    private boolean isSubscribed(SourceFix fix) {
        String needed = fix.subscription();
        return needed == null
                || host.subscriptions().stream()
                        .anyMatch(each -> each.equals(needed) || (needed.endsWith("-") && each.startsWith(needed)));
    }

    private Outcome of(SourceFix fix) {
        rules.putIfAbsent(fix.advisory(), fix.rule());
        return outcomes.computeIfAbsent(fix.advisory(), id -> new Outcome());
    }
}
