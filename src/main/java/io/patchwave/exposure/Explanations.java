package io.patchwave.exposure;

import io.patchwave.inventory.Software;
import io.patchwave.inventory.SoftwareSets;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Proofs for sets: asked of the evaluators by the present catalog when something is shown, and kept for a moment because the
 * next page asks of the same sets. A set is evaluated in well under a millisecond; storing proofs for a fleet takes gigabytes.
 */
@ApplicationScoped
class Explanations {
    private static final int KEPT = 64;

    private final SoftwareSets softwareSets;
    private final CompiledCatalog catalog;
    private final Map<Question, Proofs> kept = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Question, Proofs> eldest) {
            return size() > KEPT;
        }
    });

    Explanations(SoftwareSets softwareSets, CompiledCatalog catalog) {
        this.softwareSets = softwareSets;
        this.catalog = catalog;
    }

    /** The groups are null for all. */
    private record Question(
            long set, long catalogRev, @Nullable Set<String> groups) {}

    /** The proofs of a set; none for null. */
    Proofs of(@Nullable Long set) {
        return set == null ? Proofs.NONE : asked(set, null);
    }

    /** The proofs of a set for these groups only: many times faster where a list of hosts is shown. */
    Proofs of(@Nullable Long set, Set<String> groups) {
        return set == null || groups.isEmpty() ? Proofs.NONE : asked(set, groups);
    }

    /** The proofs of several sets for these groups, read together. */
    Map<Long, Proofs> of(Collection<Long> sets, Set<String> groups) {
        CompiledCatalog.Ready ready = catalog.current();
        Map<Long, Proofs> proofs = new ConcurrentHashMap<>();
        List<Long> open = new ArrayList<>();
        for (Long set : groups.isEmpty() ? List.<Long>of() : new TreeSet<>(sets)) {
            Proofs known = kept.get(new Question(set, ready.rev(), groups));
            if (known == null) {
                open.add(set);
            } else {
                proofs.put(set, known);
            }
        }
        softwareSets.load(open).entrySet().parallelStream().forEach(set -> {
            Proofs said = Said.of(ready.evaluate(set.getValue(), groups), ready.world(set.getValue()));
            proofs.put(set.getKey(), said);
            kept.put(new Question(set.getKey(), ready.rev(), groups), said);
        });
        return proofs;
    }

    private Proofs asked(long set, @Nullable Set<String> groups) {
        CompiledCatalog.Ready ready = catalog.current();
        Question question = new Question(set, ready.rev(), groups);
        Proofs known = kept.get(question);
        if (known == null) {
            Software software = softwareSets.load(set);
            Evaluation evaluation = groups == null ? ready.evaluate(software) : ready.evaluate(software, groups);
            known = Said.of(evaluation, ready.world(software));
            kept.put(question, known);
        }
        return known;
    }

    /** What one evaluation said. */
    private record Said(
            Map<String, Judgement> judgements, CompiledCatalog.Ready.@Nullable World world, List<Evaluation.Hint> hints)
            implements Proofs {
        static Said of(Evaluation evaluation, CompiledCatalog.Ready.@Nullable World world) {
            Map<String, Judgement> judgements = new HashMap<>();
            evaluation.judgements().forEach(judgement -> judgements.put(judgement.group(), judgement));
            return new Said(judgements, world, evaluation.hints());
        }

        @Override
        public @Nullable Judgement of(String group) {
            return judgements.get(group);
        }

        @Override
        public @Nullable String severityOf(String group, String advisory) {
            return world == null ? null : world.compiled().severityOf(group, advisory);
        }
    }
}
