package io.patchwave.exposure.simulation;

import io.patchwave.exposure.CatalogRulings;
import io.patchwave.exposure.Grounds;
import io.patchwave.exposure.Ruler;
import io.patchwave.exposure.SetVerdicts;
import io.patchwave.exposure.Verdict;
import io.patchwave.inventory.LinuxSoftware;
import io.patchwave.inventory.Software;
import io.patchwave.inventory.WindowsSoftware;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** One machine with the remedies tried on it: what fits, what was said before, what would be said after. */
final class Trial {
    private static final String NEEDS_ESU = "needs-esu";
    private static final BitSet NOTHING = new BitSet();

    final Software machine;
    final Fit[] fits;
    private final Context context;
    private @Nullable SetVerdicts before;
    private @Nullable SetVerdicts after;

    private Trial(Context context, Software machine, Fit[] fits) {
        this.context = context;
        this.machine = machine;
        this.fits = fits;
    }

    /** Whether anything would be installed. */
    boolean changes() {
        return fitting() > 0;
    }

    /** What is said of the machine as it is. */
    SetVerdicts before() {
        SetVerdicts said = before;
        if (said == null) {
            said = context.rulings.ask(machine, context.wanted, null);
            before = said;
        }
        return said;
    }

    /** What would be said of it; the same object where nothing would be installed. */
    SetVerdicts after() {
        SetVerdicts said = after;
        if (said == null) {
            List<Remedy> fitting = chosen(context.remedies, fits, false);
            said = fitting.isEmpty()
                    ? before()
                    : context.rulings.ask(AsIf.installed(machine, fitting), context.wanted, null);
            after = said;
        }
        return said;
    }

    /**
     * What is the same for all machines.
     *
     * @param published of each remedy whether documents publish it as an update of products: then only for these
     * @param wanted numbers of the advisories that count
     * @param naming class of advisories → which of the remedies it names, found as they are met
     */
    record Context(
            CatalogRulings rulings,
            List<Remedy> remedies,
            BitSet published,
            Repositories repositories,
            BitSet wanted,
            Map<String, int[]> naming) {
        Context(
                CatalogRulings rulings,
                List<Remedy> remedies,
                BitSet published,
                Repositories repositories,
                BitSet wanted) {
            this(rulings, remedies, published, repositories, wanted, new ConcurrentHashMap<>());
        }

        int[] namedBy(Ruler.GroupName group) {
            int[] known = naming.get(group.key());
            return known == null
                    ? naming.computeIfAbsent(group.key(), key -> {
                        List<String> updates = CatalogRulings.updatesOf(group);
                        return published.stream()
                                .filter(i -> updates.contains(remedies.get(i).text()))
                                .toArray();
                    })
                    : known;
        }
    }

    static Trial of(Context context, Software machine, List<String> locks) {
        List<Remedy> remedies = context.remedies;
        Fit[] fits = new Fit[remedies.size()];
        for (int i = 0; i < fits.length; i++) {
            fits[i] = fit(context, machine, remedies.get(i), locks);
        }
        boolean updates = machine instanceof WindowsSoftware && !context.published.isEmpty();
        BitSet named = new BitSet();
        BitSet unlicensed = new BitSet();
        if (updates) {
            context.rulings.ask(machine, NOTHING, (group, grounds) -> {
                for (int remedy : context.namedBy(group)) {
                    named.set(remedy);
                    if (NEEDS_ESU.equals(grounds.reason())) {
                        unlicensed.set(remedy);
                    }
                }
            });
        }
        for (int i = 0; updates && i < fits.length; i++) {
            if (fits[i] == Fit.FITS && context.published.get(i)) {
                fits[i] = !named.get(i) ? Fit.OTHER_PRODUCT : unlicensed.get(i) ? Fit.NEEDS_ESU : Fit.FITS;
            }
        }
        return new Trial(context, machine, fits);
    }

    private static Fit fit(Context context, Software machine, Remedy remedy, List<String> locks) {
        Fit fit = AsIf.fit(machine, remedy);
        if (fit != Fit.FITS) {
            return fit;
        }
        if (CatalogRulings.isLocked(remedy.text(), locks)) {
            return Fit.LOCKED;
        }
        boolean offered = !(machine instanceof LinuxSoftware linux) || context.repositories.offer(linux, remedy);
        return offered ? Fit.FITS : Fit.NOT_IN_REPOSITORY;
    }

    private static List<Remedy> chosen(List<Remedy> remedies, Fit[] fits, boolean withheldToo) {
        List<Remedy> chosen = new ArrayList<>();
        for (int i = 0; i < fits.length; i++) {
            if (fits[i] == Fit.FITS || (withheldToo && fits[i].isWithheld())) {
                chosen.add(remedies.get(i));
            }
        }
        return chosen;
    }

    int fitting() {
        return (int) Arrays.stream(fits).filter(fit -> fit == Fit.FITS).count();
    }

    /** What would be if also that were installed which something about the machine keeps off. */
    @Nullable SetVerdicts withWithheld() {
        return Arrays.stream(fits).noneMatch(Fit::isWithheld)
                ? null
                : context.rulings.ask(
                        AsIf.installed(machine, chosen(context.remedies, fits, true)), context.wanted, null);
    }

    /** Visits the findings that are closed, if only after a reboot. */
    static void closed(SetVerdicts before, SetVerdicts after, SetVerdicts.Visitor visitor) {
        if (before != after) {
            before.each((advisory, grounds) -> {
                Grounds then = after.of(advisory);
                if (isClosed(grounds.verdict(), then == null ? Verdict.UNAFFECTED : then.verdict())) {
                    visitor.visit(advisory, then == null ? grounds : then);
                }
            });
        }
    }

    /** What waits for a reboot already is not closed by waiting for another one. */
    static boolean isClosed(Verdict before, Verdict after) {
        boolean done = after == Verdict.PATCHED || after == Verdict.UNAFFECTED;
        return switch (before) {
            case EXPOSED, MITIGATED -> done || after == Verdict.PENDING_REBOOT;
            case PENDING_REBOOT -> done;
            default -> false;
        };
    }
}
