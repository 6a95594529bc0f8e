package io.patchwave.exposure.deb;

import io.patchwave.exposure.Judgement;
import io.patchwave.exposure.Verdict;
import io.patchwave.exposure.linux.Outcome;
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
            outcome.unknown("livepatch");
        } else if (verdict == Verdict.EXPOSED) {
            exposed(outcome, source, fix);
        } else if (verdict == Verdict.PENDING_REBOOT) {
            outcome.pendingReboot(source.name() + "=" + source.newest());
        } else {
            outcome.unknown("running-kernel-missing");
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
                of(fix).patched(source.name() + "=" + binary.version());
            }
        }
    }

    private void exposed(Outcome outcome, InstalledSource source, SourceFix fix) {
        for (InstalledSource.Binary binary : source.judged()) {
            if (fix.isOpen(binary.version())) {
                String closing = fix.fixFor(binary.version());
                String hindrance = hindrance(source, binary, fix, closing);
                outcome.exposed(hindrance == null ? source.name() + "=" + closing : null, hindrance);
            }
        }
    }

    /** Why nothing can be offered for an open binary; null where something can. */
    private @Nullable String hindrance(
            InstalledSource source, InstalledSource.Binary binary, SourceFix fix, @Nullable String closing) {
        if (closing == null) {
            return fix.withoutRemedy();
        }
        if (!isSubscribed(fix)) {
            return "needs-subscription";
        }
        if (binary.held()) {
            return "locked";
        }
        return archives.isEmpty() || DebOffers.have(archives, source.name(), closing) ? null : "not-in-repository";
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
