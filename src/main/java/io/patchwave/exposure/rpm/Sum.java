package io.patchwave.exposure.rpm;

import io.patchwave.exposure.Judgement;
import io.patchwave.exposure.linux.Outcome;
import io.patchwave.version.Evr;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sums up a walk into one judgement per advisory, with what can be had to close it. */
final class Sum implements Walk.Listener {
    private final HostSources sources;
    private final List<Offers> offers;
    private final Map<String, Outcome> outcomes = new HashMap<>();

    Sum(HostSources sources) {
        this.sources = sources;
        this.offers = sources.offers();
    }

    @Override
    public void exposed(String advisory, @Nullable Fix fix, Installed.Group group) {
        String remedy = fix == null ? null : remedy(fix, group);
        of(advisory).exposed(remedy, fix == null ? "no-remedy" : "not-in-repository");
    }

    @Override
    public void pendingReboot(String advisory, @Nullable Fix fix, Installed.Group group) {
        of(advisory).pendingReboot(group.newest().rpm().nevra());
    }

    @Override
    public void unknown(String advisory, String reason) {
        of(advisory).unknown(reason);
    }

    @Override
    public void patched(String advisory, Installed.Group group) {
        of(advisory).patched(group.newest().rpm().nevra());
    }

    /** In the order of ids. */
    List<Judgement> judgements(boolean livepatched) {
        List<Judgement> judgements = new ArrayList<>(outcomes.size());
        outcomes.forEach((advisory, outcome) -> {
            if (livepatched && isOfKernel(advisory)) {
                outcome.livepatched();
            }
            judgements.add(outcome.judgement(advisory, isErratum(advisory) ? "rpm" : "osv"));
        });
        judgements.sort(java.util.Comparator.comparing(Judgement::group));
        return judgements;
    }

    private Outcome of(String advisory) {
        return outcomes.computeIfAbsent(advisory, id -> new Outcome());
    }

    /** What to install; where no package list is known the fix is taken to be there. */
    private @Nullable String remedy(Fix fix, Installed.Group group) {
        if (fix.offered() || offers.isEmpty()) {
            return fix.nevra(group);
        }
        Evr closing = Offers.closing(offers, group.key(), fix);
        return closing == null ? null : group.name() + "-" + closing + "." + group.arch();
    }

    private boolean isErratum(String advisory) {
        return sources.errata().stream()
                .anyMatch(source -> source.index().advisories().contains(advisory));
    }

    private boolean isOfKernel(String advisory) {
        return sources.errata().stream()
                        .anyMatch(source -> source.index().kernelAdvisories().contains(advisory))
                || sources.osv().stream()
                        .anyMatch(
                                each -> each.source().index().kernelAdvisories().contains(advisory));
    }
}
