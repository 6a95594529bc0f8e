package io.patchwave.exposure.simulation;

import io.patchwave.exposure.CatalogRulings;
import io.patchwave.exposure.Grounds;
import io.patchwave.exposure.Judgement;
import io.patchwave.exposure.SetVerdicts;
import io.patchwave.exposure.Verdict;
import io.patchwave.inventory.Software;
import io.patchwave.inventory.WindowsSoftware;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The smallest set of remedies that closes given advisories on a machine, by the choices that rollouts make. Pure. */
final class Chooser {
    private static final String NOT_PROVEN = "not-proven";

    private final CatalogRulings rulings;
    private final BitSet wanted;

    /** @param wanted numbers of the advisories to be closed */
    Chooser(CatalogRulings rulings, BitSet wanted) {
        this.rulings = rulings;
        this.wanted = wanted;
    }

    /**
     * What to install on a machine.
     *
     * @param remedies of which none can be left out
     * @param closes advisories, sorted
     * @param staysOpen advisory → why nothing closes it
     */
    record Choice(List<String> remedies, List<String> closes, Map<String, String> staysOpen) {
        static final Choice NOTHING = new Choice(List.of(), List.of(), Map.of());

        boolean isNothing() {
            return equals(NOTHING);
        }
    }

    /** Chooses; {@link Choice#NOTHING} where none of the advisories is open or undecided. */
    Choice choose(Software machine, List<String> locks, boolean rolledBack) {
        SetVerdicts before = rulings.ask(machine, wanted, null);
        Map<Integer, Grounds> open = new TreeMap<>();
        before.each((advisory, grounds) -> {
            Verdict verdict = grounds.verdict();
            if (verdict == Verdict.EXPOSED
                    || verdict == Verdict.UNKNOWN
                    || (rolledBack && verdict == Verdict.PENDING_REBOOT)) {
                open.put(advisory, grounds);
            }
        });
        if (open.isEmpty()) {
            return Choice.NOTHING;
        }
        Map<String, Set<String>> alternatives = alternatives(machine, open);
        Set<String> lockedOnly = new TreeSet<>();
        alternatives.forEach((advisory, remedies) -> {
            boolean any = remedies.removeIf(remedy -> CatalogRulings.isLocked(remedy, locks));
            if (any && remedies.isEmpty()) {
                lockedOnly.add(advisory);
            }
        });
        List<String> chosen = fewest(machine, alternatives);
        return told(machine, open, chosen, lockedOnly, alternatives);
    }

    /** Advisory → what is offered for it. */
    private Map<String, Set<String>> alternatives(Software machine, Map<Integer, Grounds> open) {
        Map<String, Set<String>> alternatives = new HashMap<>();
        open.keySet()
                .forEach(advisory -> alternatives.put(rulings.head(advisory).id(), new TreeSet<>()));
        for (Judgement judgement : rulings.evaluate(machine).judgements()) {
            for (String advisory : judgement.advisories()) {
                Grounds decides = alternatives.containsKey(advisory) ? open.get(rulings.number(advisory)) : null;
                if (decides != null
                        && decides.verdict() == judgement.verdict()
                        && decides.rule().equals(Grounds.FACT)
                                == judgement.rule().equals(Grounds.FACT)) {
                    alternatives.getOrDefault(advisory, new TreeSet<>()).addAll(judgement.remedies());
                }
            }
        }
        return alternatives;
    }

    private List<String> fewest(Software machine, Map<String, Set<String>> alternatives) {
        List<String> all = alternatives.values().stream()
                .flatMap(Collection::stream)
                .distinct()
                .sorted()
                .toList();
        if (all.isEmpty()) {
            return List.of();
        }
        if (!(machine instanceof WindowsSoftware windows)) {
            return CatalogRulings.newest(all);
        }
        List<String> chosen = all.size() == 1 ? all : rulings.fewest(alternatives, kbs -> AsIf.listed(windows, kbs));
        return withoutNeedless(windows, chosen);
    }

    /** Rollouts also offer what is published as a remedy and cannot be seen to close; here it would be a promise. */
    private List<String> withoutNeedless(WindowsSoftware machine, List<String> chosen) {
        List<String> needed = new ArrayList<>(chosen);
        SetVerdicts all = rulings.ask(AsIf.listed(machine, chosen), wanted, null);
        for (String kb : chosen) {
            List<String> rest = new ArrayList<>(needed);
            rest.remove(kb);
            SetVerdicts without = rulings.ask(rest.isEmpty() ? machine : AsIf.listed(machine, rest), wanted, null);
            if (leftOpen(without).equals(leftOpen(all))) {
                needed = rest;
            }
        }
        return List.copyOf(needed);
    }

    private static BitSet leftOpen(SetVerdicts verdicts) {
        BitSet open = new BitSet();
        verdicts.each((advisory, grounds) -> {
            if (grounds.verdict() == Verdict.EXPOSED || grounds.verdict() == Verdict.UNKNOWN) {
                open.set(advisory);
            }
        });
        return open;
    }

    private Choice told(
            Software machine,
            Map<Integer, Grounds> open,
            List<String> chosen,
            Set<String> lockedOnly,
            Map<String, Set<String>> alternatives) {
        SetVerdicts after = rulings.ask(
                AsIf.installed(machine, chosen.stream().map(Remedy::of).toList()), wanted, null);
        BitSet left = leftOpen(after);
        List<String> closes = new ArrayList<>();
        Map<String, String> staysOpen = new TreeMap<>();
        open.forEach((advisory, before) -> {
            String id = rulings.head(advisory).id();
            if (!left.get(advisory)) {
                closes.add(id);
            } else {
                boolean offered = !alternatives.getOrDefault(id, Set.of()).isEmpty();
                staysOpen.put(id, why(after.of(advisory), lockedOnly.contains(id), offered));
            }
        });
        return new Choice(chosen, closes.stream().sorted().toList(), staysOpen);
    }

    private static String why(@Nullable Grounds after, boolean locked, boolean offered) {
        if (locked) {
            return "locked";
        }
        String reason = after == null ? null : after.reason();
        return reason != null ? reason : offered ? NOT_PROVEN : "no-remedy";
    }
}
