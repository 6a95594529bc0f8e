package io.patchwave.exposure.rpm;

import io.patchwave.exposure.Judgement;
import io.patchwave.exposure.linux.Outcome;
import io.patchwave.version.Evr;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sums up a walk into one judgement per advisory, with what can be had to close it. */
final class Sum implements Walk.Listener {
    private final HostSources sources;
    private final List<Offers> offers;
    private final @Nullable Outcome[] outcomes;
    private final @Nullable Advisory[] touched;

    /** @param size how many advisories the catalog has */
    Sum(HostSources sources, int size) {
        this.sources = sources;
        this.offers = sources.offers();
        this.outcomes = new Outcome[size];
        this.touched = new Advisory[size];
    }

    @Override
    public void exposed(Advisory advisory, @Nullable Fix fix, Installed.Group group) {
        String remedy = fix == null ? null : remedy(fix, group);
        of(advisory).exposed(remedy, fix == null ? "no-remedy" : "not-in-repository");
    }

    @Override
    public void pendingReboot(Advisory advisory, @Nullable Fix fix, Installed.Group group) {
        of(advisory).pendingReboot(group.newest().rpm().nevra());
    }

    @Override
    public void unknown(Advisory advisory, String reason) {
        of(advisory).unknown(reason);
    }

    @Override
    public void patched(Advisory advisory, Installed.Group group) {
        of(advisory).patched(group.newest().rpm().nevra());
    }

    /** In the order of ids. */
    List<Judgement> judgements(boolean livepatched) {
        List<Judgement> judgements = new ArrayList<>();
        for (int i = 0; i < outcomes.length; i++) {
            Outcome outcome = outcomes[i];
            Advisory advisory = touched[i];
            if (outcome != null && advisory != null) {
                if (livepatched && advisory.kernel()) {
                    outcome.livepatched();
                }
                judgements.add(outcome.judgement(advisory.id(), isErratum(advisory) ? "rpm" : "osv"));
            }
        }
        return judgements;
    }

    private Outcome of(Advisory advisory) {
        Outcome outcome = outcomes[advisory.number()];
        if (outcome == null) {
            outcome = new Outcome();
            outcomes[advisory.number()] = outcome;
            touched[advisory.number()] = advisory;
        }
        return outcome;
    }

    /** What to install; where no package list is known the fix is taken to be there. */
    private @Nullable String remedy(Fix fix, Installed.Group group) {
        if (fix.offered() || offers.isEmpty()) {
            return fix.nevra(group);
        }
        Evr closing = Offers.closing(offers, group.key(), fix);
        return closing == null ? null : group.name() + "-" + closing + "." + group.arch();
    }

    private boolean isErratum(Advisory advisory) {
        for (Source source : sources.errata()) {
            if (source.index().advisories().get(advisory.number())) {
                return true;
            }
        }
        return false;
    }
}
