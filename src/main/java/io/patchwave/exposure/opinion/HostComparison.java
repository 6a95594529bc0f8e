package io.patchwave.exposure.opinion;

import io.patchwave.exposure.CatalogRulings;
import io.patchwave.exposure.Confidence;
import io.patchwave.exposure.Grounds;
import io.patchwave.exposure.Judgement;
import io.patchwave.exposure.Verdict;
import io.patchwave.exposure.simulation.AsIf;
import io.patchwave.exposure.simulation.Fit;
import io.patchwave.exposure.simulation.Remedy;
import io.patchwave.inventory.Software;
import io.patchwave.inventory.WindowsSoftware;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One host's disagreements with both reasons: what the fleet's counts are made of, told in full. */
final class HostComparison {
    private static final String UNEXPLAINED = "unexplained";

    private final Comparison comparison;
    private final Software machine;
    private final Opinion opinion;
    private final Predicate<String> isNewer;
    private final Map<String, List<Judgement>> judged = new TreeMap<>();

    private HostComparison(
            CatalogRulings rulings,
            Comparison comparison,
            Software machine,
            Opinion opinion,
            Predicate<String> isNewer) {
        this.isNewer = isNewer;
        this.comparison = comparison;
        this.machine = machine;
        this.opinion = opinion;
        for (Judgement judgement : rulings.evaluate(machine).judgements()) {
            judged.computeIfAbsent(judgement.group(), key -> new ArrayList<>(1)).add(judgement);
        }
    }

    /** What differs, theirs first, and what cannot be compared. */
    record Told(List<Disagreement> items, List<Disagreement.NotCompared> notCompared) {}

    /**
     * Compares.
     *
     * @param isNewer whether a remedy came out after the host last spoke, so that it cannot list it
     */
    static Told of(
            CatalogRulings rulings,
            Comparison comparison,
            Software machine,
            Opinion opinion,
            Predicate<String> isNewer) {
        Comparison.Seen seen = comparison.look(machine, opinion.reported());
        comparison.learn(List.of(seen));
        return new HostComparison(rulings, comparison, machine, opinion, isNewer).told(seen);
    }

    private Told told(Comparison.Seen seen) {
        List<Disagreement> items = new ArrayList<>();
        List<Disagreement.NotCompared> notCompared = new ArrayList<>();
        for (Comparison.Surplus surplus : seen.surplus()) {
            String reason = comparison.notComparable(seen, surplus);
            if (reason != null) {
                notCompared.add(new Disagreement.NotCompared(surplus.remedy().text(), reason));
            } else {
                items.add(missing(comparison.contradicted(seen, surplus), surplus));
            }
        }
        items.addAll(notMissing(seen));
        items.sort(Comparator.comparing(Disagreement::theirs)
                .thenComparing(Disagreement::remedy)
                .thenComparing(Disagreement::rule)
                .thenComparing(item -> item.advisories().toString()));
        return new Told(items, notCompared);
    }

    private Disagreement missing(Comparison.Contradicted said, Comparison.Surplus surplus) {
        boolean installed = AsIf.fit(machine, said.remedy()) == Fit.ALREADY_INSTALLED;
        String proof = proof(surplus, said.advisories());
        boolean patched = said.ours() == Verdict.PATCHED;
        String ours = patched
                ? "Rule " + said.rule() + ": satisfied by " + (proof == null ? "what is installed" : proof) + "."
                : "The catalog publishes it for no product or package of this machine.";
        return new Disagreement(
                said.remedy().text(),
                List.of(),
                Direction.MISSING.word(),
                said.ours().word(),
                said.rule(),
                said.advisories(),
                ours,
                speaker() + " lists it as missing.",
                opinion.source(),
                !patched ? "not-for-this-machine" : installed ? "installed-here" : "contained");
    }

    private @Nullable String proof(Comparison.Surplus surplus, List<String> advisories) {
        TreeSet<String> proofs = new TreeSet<>();
        surplus.hits()
                .forEach(hit ->
                        judged.getOrDefault(hit.group().key(), List.of()).forEach(judgement -> add(proofs, judgement)));
        if (surplus.hits().isEmpty()) {
            advisories.forEach(
                    advisory -> judged.getOrDefault(advisory, List.of()).forEach(judgement -> add(proofs, judgement)));
        }
        return proofs.isEmpty() ? null : String.join(", ", proofs);
    }

    private static void add(Set<String> proofs, Judgement judgement) {
        if (judgement.satisfiedBy() != null) {
            proofs.add(judgement.satisfiedBy());
        }
    }

    /** What one would have to install, in their words: alternatives of Windows together, packages each by itself. */
    private record Wanted(String remedy, List<String> alternatives, Grounds grounds, boolean component) {}

    private List<Disagreement> notMissing(Comparison.Seen seen) {
        Map<String, Wanted> wanted = new TreeMap<>();
        Map<String, Set<String>> advisories = new TreeMap<>();
        Software with = AsIf.installed(machine, opinion.reported());
        for (Comparison.Unlisted unlisted : seen.unlisted()) {
            for (Wanted each : wanted(unlisted, with)) {
                String key = each.toString();
                wanted.put(key, each);
                advisories.computeIfAbsent(key, k -> new TreeSet<>()).addAll(unlisted.advisories());
            }
        }
        List<Disagreement> items = new ArrayList<>();
        wanted.forEach((key, each) -> items.add(notMissing(each, List.copyOf(advisories.getOrDefault(key, Set.of())))));
        return items;
    }

    private List<Wanted> wanted(Comparison.Unlisted unlisted, Software with) {
        Set<String> remedies = new TreeSet<>();
        String group = unlisted.hit().group().key();
        judged.getOrDefault(group, List.of()).forEach(judgement -> remedies.addAll(judgement.remedies()));
        remedies.removeIf(remedy -> CatalogRulings.isLocked(remedy, opinion.locks()));
        Grounds grounds = unlisted.hit().grounds();
        if (remedies.isEmpty()) {
            return List.of();
        }
        if (machine instanceof WindowsSoftware) {
            List<String> all = List.copyOf(remedies);
            return List.of(new Wanted(all.get(0), all.subList(1, all.size()), grounds, group.contains(" on windows ")));
        }
        List<Wanted> each = new ArrayList<>();
        for (String text : remedies) {
            Remedy remedy = Remedy.parse(text);
            if (remedy != null && AsIf.fit(with, remedy) == Fit.FITS) {
                each.add(new Wanted(text, List.of(), grounds, false));
            }
        }
        return each;
    }

    private Disagreement notMissing(Wanted wanted, List<String> advisories) {
        Grounds grounds = wanted.grounds();
        boolean windows = machine instanceof WindowsSoftware;
        return new Disagreement(
                wanted.remedy(),
                wanted.alternatives(),
                Direction.NOT_MISSING.word(),
                grounds.verdict().word(),
                grounds.rule(),
                advisories,
                "Rule " + grounds.rule() + ": nothing that is installed closes it.",
                speaker() + " lists neither it nor anything that would close it"
                        + (windows ? ", a later update that contains it included." : ", a newer build included."),
                opinion.source(),
                explanation(wanted));
    }

    private String explanation(Wanted wanted) {
        String source = opinion.source() == null ? "" : opinion.source();
        if (isNewer.test(wanted.remedy()) && wanted.alternatives().stream().allMatch(isNewer)) {
            return "newer-than-their-answer";
        }
        return switch (source) {
            case "wsus" -> "not-offered-by-source";
            case "none" -> "not-asked";
            default ->
                wanted.grounds().confidence() == Confidence.PRESUMED
                        ? "revision-presumed"
                        : wanted.component() ? "presumed-component" : UNEXPLAINED;
        };
    }

    private String speaker() {
        String speaker = opinion.speaker(machine instanceof WindowsSoftware);
        return Character.toUpperCase(speaker.charAt(0)) + speaker.substring(1);
    }

    /** Whether locks leave nothing to disagree about, which only remedies tell: asked for hosts that hold something back. */
    static Comparison.Seen withoutLocked(
            CatalogRulings rulings, Software machine, Opinion opinion, Comparison.Seen seen) {
        Map<String, Set<String>> remedies = new TreeMap<>();
        rulings.evaluate(machine)
                .judgements()
                .forEach(judgement -> remedies.computeIfAbsent(judgement.group(), key -> new HashSet<>())
                        .addAll(judgement.remedies()));
        List<Comparison.Unlisted> left = seen.unlisted().stream()
                .filter(one -> remedies.getOrDefault(one.hit().group().key(), Set.of()).stream()
                        .anyMatch(remedy -> !CatalogRulings.isLocked(remedy, opinion.locks())))
                .toList();
        return new Comparison.Seen(seen.before(), left, seen.surplus(), seen.programsUnknown());
    }
}
