package io.patchwave.exposure.rpm;

import io.patchwave.exposure.Verdict;
import io.patchwave.inventory.LinuxSoftware;
import io.patchwave.version.Evr;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Lays a host's packages beside the fixes of its sources and tells a listener what each pair says. */
final class Walk {
    /** What is said of an installed package and a fix. */
    interface Listener {
        /** @param fix null where no fix is published */
        void exposed(Advisory advisory, @Nullable Fix fix, Installed.Group group);

        void pendingReboot(Advisory advisory, @Nullable Fix fix, Installed.Group group);

        void unknown(Advisory advisory, String reason);

        void patched(Advisory advisory, Installed.Group group);
    }

    private final HostSources sources;
    private final ModuleState modules;
    private final Listener listener;
    private @Nullable String doubt;
    private boolean osv;

    Walk(LinuxSoftware host, HostSources sources, Listener listener) {
        this.sources = sources;
        this.modules = new ModuleState(host, sources.modules());
        this.listener = listener;
    }

    void over(Collection<Installed.Group> groups) {
        for (Installed.Group group : groups) {
            osv = false;
            doubt = null;
            for (Source source : sources.errata()) {
                visit(source.index().under(group.key()), group);
            }
            osv = true;
            for (HostSources.Osv records : sources.osv()) {
                doubt = records.doubt();
                visit(records.source().index().under(group.name()), group);
                visit(records.source().index().under(group.key()), group);
            }
        }
    }

    private void visit(Fix.@Nullable Of fixes, Installed.Group group) {
        if (fixes == null) {
            return;
        }
        Fix[] sorted = fixes.sorted();
        int newer = fixes.firstNewerThan(group.newest().nevra().evr());
        for (int i = 0; i < sorted.length; i++) {
            Verdict verdict =
                    i >= newer ? Verdict.EXPOSED : group.isSingle() ? Verdict.PATCHED : group.against(sorted[i].evr());
            tell(sorted[i].advisory(), sorted[i].condition(), verdict, sorted[i], group);
        }
        for (Fix.Doubtful fix : fixes.doubtful()) {
            visit(fix, group);
        }
        for (Fix.Ranged fix : fixes.ranged()) {
            visit(fix, group);
        }
    }

    /** Epoch 0 decides what applies; where another epoch would say more, the answer is not known (R2). */
    private void visit(Fix.Doubtful doubtful, Installed.Group group) {
        Fix fix = doubtful.asZero();
        Verdict verdict = group.against(fix.evr());
        if (verdict == Verdict.PATCHED && mayApply(doubtful, group)) {
            if (isInForce(fix.advisory(), fix.condition(), group)) {
                listener.unknown(fix.advisory(), "epoch-ambiguous");
            }
        } else {
            tell(fix.advisory(), fix.condition(), verdict, fix, group);
        }
    }

    private static boolean mayApply(Fix.Doubtful doubtful, Installed.Group group) {
        if (doubtful.possible().isEmpty()) {
            Evr newest = group.newest().nevra().evr();
            return !newest.versionRelease().equals(doubtful.asZero().evr().versionRelease());
        }
        return doubtful.possible().stream().anyMatch(evr -> group.against(evr) != Verdict.PATCHED);
    }

    private void visit(Fix.Ranged ranged, Installed.Group group) {
        Evr evr = group.newest().nevra().evr();
        for (var range : ranged.ranges()) {
            if (range.holds(evr, Evr::compareTo)) {
                Fix fix = range.fixed() == null
                        ? null
                        : new Fix(ranged.advisory(), range.fixed(), null, ranged.condition(), false);
                tell(ranged.advisory(), ranged.condition(), Verdict.EXPOSED, fix, group);
            } else if (range.fixed() != null && range.isPast(evr, Evr::compareTo)) {
                tell(ranged.advisory(), ranged.condition(), group.against(range.fixed()), null, group);
            }
        }
    }

    private void tell(
            Advisory advisory,
            @Nullable Condition condition,
            Verdict verdict,
            @Nullable Fix fix,
            Installed.Group group) {
        if (isLeftToErrata(advisory)) {
            return;
        }
        if (verdict == Verdict.PATCHED) {
            if (modules.ask(condition, group.newest()) != ModuleState.Answer.NO) {
                listener.patched(advisory, group);
            }
        } else if (isInForce(advisory, condition, group)) {
            if (doubt != null) {
                listener.unknown(advisory, doubt);
            } else if (verdict == Verdict.EXPOSED) {
                listener.exposed(advisory, fix, group);
            } else if (verdict == Verdict.PENDING_REBOOT) {
                listener.pendingReboot(advisory, fix, group);
            } else {
                listener.unknown(advisory, "running-kernel-missing");
            }
        }
    }

    /** An OSV record and an erratum of the same id are one item, and the erratum decides. */
    private boolean isLeftToErrata(Advisory advisory) {
        if (osv) {
            for (Source source : sources.errata()) {
                if (source.index().advisories().get(advisory.number())) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether the collection is in force; where that is not to be told the listener hears it. */
    private boolean isInForce(Advisory advisory, @Nullable Condition condition, Installed.Group group) {
        ModuleState.Answer answer = modules.ask(condition, group.newest());
        if (answer == ModuleState.Answer.MISSING) {
            listener.unknown(advisory, "module-state-missing");
        }
        return answer == ModuleState.Answer.YES;
    }
}
