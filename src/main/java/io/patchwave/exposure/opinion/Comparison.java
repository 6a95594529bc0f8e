package io.patchwave.exposure.opinion;

import io.patchwave.exposure.CatalogRulings;
import io.patchwave.exposure.Grounds;
import io.patchwave.exposure.Ruler;
import io.patchwave.exposure.SetVerdicts;
import io.patchwave.exposure.Verdict;
import io.patchwave.exposure.simulation.AsIf;
import io.patchwave.exposure.simulation.Remedy;
import io.patchwave.inventory.Software;
import io.patchwave.inventory.WindowsSoftware;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Lays what a host calls missing beside what is said here, by one catalog. Agreement is by effect, not by name: were all that
 * they list installed, what is exposed here would have to be closed, whichever update of a chain each of the two names. Many
 * threads compare at once.
 */
final class Comparison {
    private static final String SECURITY = "security";
    private static final String NOT_INVENTORIED = "products-not-inventoried";

    private final CatalogRulings rulings;
    private final Named named;
    private final Map<String, List<String>> updates = new ConcurrentHashMap<>();

    Comparison(CatalogRulings rulings, Named named) {
        this.rulings = rulings;
        this.named = named;
    }

    /** A class of advisories as it was ruled on. */
    record Hit(Ruler.GroupName group, Grounds grounds) {}

    /**
     * A class that is exposed here and that nothing they list would close.
     *
     * @param advisories those of it that would stay exposed
     */
    record Unlisted(Hit hit, List<String> advisories) {}

    /** Something they list that closes nothing that is open here; what it is for is asked next. */
    record Surplus(Remedy remedy, List<Hit> hits) {}

    /** What the first look gave. */
    record Seen(SetVerdicts before, List<Unlisted> unlisted, List<Surplus> surplus, boolean programsUnknown) {}

    /** They call it missing; all it is for is closed here, or no concern of the machine. */
    record Contradicted(Remedy remedy, Verdict ours, String rule, List<String> advisories) {}

    /** Rules on the machine as it is, and as it would be with all that they list. */
    Seen look(Software machine, List<Remedy> reported) {
        Map<String, List<Hit>> hits = new HashMap<>();
        boolean windows = machine instanceof WindowsSoftware;
        Set<String> texts = new HashSet<>();
        reported.forEach(remedy -> texts.add(remedy.text()));
        List<Hit> exposed = new ArrayList<>();
        SetVerdicts before = rulings.ask(machine, null, (group, grounds) -> {
            if (grounds.verdict() == Verdict.EXPOSED && grounds.reason() == null) {
                exposed.add(new Hit(group, grounds));
            }
            if (windows && !texts.isEmpty()) {
                for (String kb : updates.computeIfAbsent(group.key(), key -> CatalogRulings.updatesOf(group))) {
                    if (texts.contains(kb)) {
                        hits.computeIfAbsent(kb, key -> new ArrayList<>()).add(new Hit(group, grounds));
                    }
                }
            }
        });
        SetVerdicts after = reported.isEmpty() ? before : rulings.ask(AsIf.installed(machine, reported), null, null);
        boolean programsUnknown = before.whole().hostUnknowns().stream()
                .anyMatch(unknown -> unknown.reason().equals(NOT_INVENTORIED));
        return new Seen(
                before, unlisted(exposed, before, after), surplus(machine, reported, before, hits), programsUnknown);
    }

    private List<Unlisted> unlisted(List<Hit> exposed, SetVerdicts before, SetVerdicts after) {
        List<Unlisted> unlisted = new ArrayList<>();
        for (Hit hit : exposed) {
            List<String> left = new ArrayList<>();
            for (String advisory : hit.group().advisories()) {
                int number = rulings.number(advisory);
                if (before.verdict(number) == Verdict.EXPOSED
                        && after.verdict(number) == Verdict.EXPOSED
                        && rulings.head(number).kind().equals(SECURITY)) {
                    left.add(advisory);
                }
            }
            if (!left.isEmpty()) {
                unlisted.add(new Unlisted(hit, left));
            }
        }
        return unlisted;
    }

    /** What they list and what, without the rest of the list, closes nothing here. */
    private List<Surplus> surplus(
            Software machine, List<Remedy> reported, SetVerdicts before, Map<String, List<Hit>> hits) {
        List<Remedy> doubtful = new ArrayList<>();
        for (Remedy remedy : reported) {
            boolean open = hits.getOrDefault(remedy.text(), List.of()).stream().anyMatch(Comparison::isUnsettled);
            if (!open) {
                doubtful.add(remedy);
            }
        }
        if (!doubtful.isEmpty() && closesAnything(machine, before, doubtful)) {
            doubtful.removeIf(remedy -> closesAnything(machine, before, List.of(remedy)));
        }
        return doubtful.stream()
                .map(remedy -> new Surplus(remedy, hits.getOrDefault(remedy.text(), List.of())))
                .toList();
    }

    private static boolean isUnsettled(Hit hit) {
        Verdict verdict = hit.grounds().verdict();
        return verdict != Verdict.PATCHED && verdict != Verdict.UNAFFECTED;
    }

    private boolean closesAnything(Software machine, SetVerdicts before, List<Remedy> remedies) {
        Software then = AsIf.installed(machine, remedies);
        if (then == machine) {
            return false;
        }
        SetVerdicts after = rulings.ask(then, null, null);
        boolean[] closes = new boolean[1];
        before.each((advisory, grounds) -> closes[0] |= !isSettled(grounds.verdict())
                && grounds.verdict() != Verdict.PENDING_REBOOT
                && (isSettled(after.verdict(advisory)) || after.verdict(advisory) == Verdict.PENDING_REBOOT));
        return closes[0];
    }

    private static boolean isSettled(Verdict verdict) {
        return verdict == Verdict.PATCHED || verdict == Verdict.UNAFFECTED;
    }

    /** Why something they list cannot be compared; null where it can. Its advisories must have been learned. */
    @Nullable String notComparable(Seen seen, Surplus surplus) {
        if (!surplus.hits().isEmpty()) {
            return null;
        }
        List<String> advisories = named.by(surplus.remedy());
        if (advisories.isEmpty()) {
            return "unknown-to-catalog";
        }
        boolean update = surplus.remedy().kind() == Remedy.Kind.UPDATE;
        if (update && seen.programsUnknown()) {
            return NOT_INVENTORIED;
        }
        boolean open = !update
                && advisories.stream()
                        .map(advisory -> seen.before().verdict(rulings.number(advisory)))
                        .anyMatch(verdict -> !isSettled(verdict));
        return open ? "undecided-here" : null;
    }

    /** What is said here of something they list that can be compared. */
    Contradicted contradicted(Seen seen, Surplus surplus) {
        if (!surplus.hits().isEmpty()) {
            Set<String> advisories = new java.util.TreeSet<>();
            surplus.hits().forEach(hit -> advisories.addAll(hit.group().advisories()));
            return new Contradicted(
                    surplus.remedy(),
                    Verdict.PATCHED,
                    surplus.hits().get(0).grounds().rule(),
                    List.copyOf(advisories));
        }
        List<String> advisories = named.by(surplus.remedy());
        Map<String, Grounds> patched = new LinkedHashMap<>();
        for (String advisory : advisories) {
            Grounds grounds = surplus.remedy().kind() == Remedy.Kind.UPDATE
                    ? null
                    : seen.before().of(rulings.number(advisory));
            if (grounds != null) {
                patched.put(advisory, grounds);
            }
        }
        return patched.isEmpty()
                ? new Contradicted(surplus.remedy(), Verdict.UNAFFECTED, "none", advisories)
                : new Contradicted(
                        surplus.remedy(),
                        Verdict.PATCHED,
                        patched.values().iterator().next().rule(),
                        List.copyOf(patched.keySet()));
    }

    /** Learns what the surplus of several hosts is for. */
    void learn(List<Seen> seen) {
        Set<Remedy> remedies = new HashSet<>();
        seen.forEach(one -> one.surplus().stream()
                .filter(surplus -> surplus.hits().isEmpty())
                .forEach(surplus -> remedies.add(surplus.remedy())));
        named.learn(remedies);
    }
}
