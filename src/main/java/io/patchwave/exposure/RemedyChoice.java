package io.patchwave.exposure;

import io.patchwave.inventory.Software;
import io.patchwave.inventory.SoftwareSets;
import io.patchwave.inventory.WindowsSoftware;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The smallest set to install on a host; answers are remembered, because equal hosts ask the same. */
@ApplicationScoped
class RemedyChoice {
    private static final int REMEMBERED = 2000;

    private final SoftwareSets softwareSets;
    private final CompiledCatalog catalog;
    private final Map<Question, Remedies> remembered =
            Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Question, Remedies> eldest) {
                    return size() > REMEMBERED;
                }
            });

    RemedyChoice(SoftwareSets softwareSets, CompiledCatalog catalog) {
        this.softwareSets = softwareSets;
        this.catalog = catalog;
    }

    private record Question(
            long set, long catalogRev, HostEntry.Effects effects, boolean rolledBack, Set<String> advisories) {}

    /** Chooses for a host with inventory, by its answers to the advisories. */
    Remedies choose(HostEntry host, long set, Set<String> advisories, Map<String, Answers.Answer> answers) {
        Question question =
                new Question(set, catalog.current().rev(), host.effects(), host.rolledBack(), Set.copyOf(advisories));
        Remedies known = remembered.get(question);
        if (known == null) {
            known = compute(set, answers);
            remembered.put(question, known);
        }
        return known;
    }

    private Remedies compute(long set, Map<String, Answers.Answer> answers) {
        Map<String, List<String>> wanted = new HashMap<>();
        Set<String> reasons = new TreeSet<>();
        answers.forEach((advisory, answer) -> {
            if (answer.verdict() == Verdict.EXPOSED
                    || answer.verdict() == Verdict.MITIGATED
                    || answer.verdict() == Verdict.UNKNOWN) {
                wanted.put(advisory, answer.remedies());
                String reason = answer.reason();
                if (answer.remedies().isEmpty() && answer.verdict() != Verdict.UNKNOWN) {
                    reasons.add(reason == null ? "no-remedy" : reason);
                }
            }
        });
        String reason = reasons.stream().findFirst().orElse(null);
        List<String> all =
                wanted.values().stream().flatMap(Collection::stream).distinct().toList();
        if (all.isEmpty()) {
            return Remedies.none(reason);
        }
        Software software = softwareSets.load(set);
        if (software instanceof WindowsSoftware windows) {
            UpdateChoice choice = new UpdateChoice(kbs -> verdicts(windows.listing(kbs)));
            return new Remedies(choice.choose(wanted), List.of(), reason);
        }
        return new Remedies(List.of(), PackageChoice.newest(all), reason);
    }

    private Map<String, Verdict> verdicts(Software software) {
        Map<String, Verdict> verdicts = new HashMap<>();
        for (Judgement judgement : catalog.current().evaluate(software).judgements()) {
            judgement
                    .advisories()
                    .forEach(advisory ->
                            verdicts.merge(advisory, judgement.verdict(), (a, b) -> a.compareTo(b) <= 0 ? a : b));
        }
        return verdicts;
    }
}
