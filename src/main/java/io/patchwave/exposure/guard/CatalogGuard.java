package io.patchwave.exposure.guard;

import io.patchwave.catalog.CatalogSnapshot;
import io.patchwave.catalog.ImportGuard;
import io.patchwave.exposure.Evaluator;
import io.patchwave.inventory.Software;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Holds an import whose effect would close findings on more than the set share of the hosts, or change what existing advisories
 * name on that many. What an import only adds is never held and costs nothing here. An effect that cannot be told is held too.
 */
@ApplicationScoped
class CatalogGuard implements ImportGuard {
    private static final Logger LOG = Logger.getLogger(CatalogGuard.class);
    private static final int PERCENT = 100;

    private final Fleet fleet;
    private final List<Evaluator> evaluators;
    private final int share;
    private final int minimum;

    @Inject
    CatalogGuard(Fleet fleet, @All List<Evaluator> evaluators, HoldConfig config) {
        this(fleet, evaluators, config.share(), config.minimum());
    }

    CatalogGuard(Fleet fleet, List<Evaluator> evaluators, int share, int minimum) {
        this.fleet = fleet;
        this.evaluators = evaluators;
        this.share = share;
        this.minimum = minimum;
    }

    @Override
    public Decision judge(Difference difference) {
        CatalogSnapshot before = difference.before();
        if (before == null) {
            return Decision.GO;
        }
        long start = System.nanoTime();
        try {
            CatalogSnapshot after = difference.after().get();
            CatalogDifference changes = CatalogDifference.between(before, after);
            return changes.isNothing() ? Decision.GO : judge(before, after, changes, start);
        } catch (RuntimeException e) {
            String reference = UUID.randomUUID().toString().substring(0, 8);
            LOG.errorf(e, "effect of an import not told: reference=%s", reference);
            return new Decision(
                    true,
                    Effect.NONE,
                    "Its effect on the hosts could not be told; the server's log has it under reference " + reference
                            + ".",
                    List.of());
        }
    }

    private Decision judge(CatalogSnapshot before, CatalogSnapshot after, CatalogDifference changes, long start) {
        Map<Long, Long> weights = fleet.weights();
        long hosts = weights.values().stream().mapToLong(Long::longValue).sum();
        Numbers numbers = new Numbers();
        FleetEffect effect = new FleetEffect(changes, numbers);
        Touched touched = new Touched(changes);
        List<World> worlds = new ArrayList<>();
        evaluators.forEach(evaluator -> worlds.add(new World(fleet, evaluator, before, after, numbers)));
        fleet.forEach(weights, (software, weight) -> {
            if (touched.by(software)) {
                worlds.stream()
                        .filter(world -> world.evaluator.judges(software))
                        .findFirst()
                        .ifPresent(world -> world.compare(software, weight, effect));
            }
        });
        Effect sum = effect.effect(hosts);
        Decision decision = new Decision(
                isTooMuch(sum.closed(), hosts) || isTooMuch(sum.changedNames(), hosts),
                sum,
                reason(sum),
                effect.samples());
        LOG.infof("import judged: hold=%s %s millis=%d", decision.hold(), sum, (System.nanoTime() - start) / 1_000_000);
        return decision;
    }

    private boolean isTooMuch(long some, long hosts) {
        return some >= minimum && some * PERCENT > hosts * share;
    }

    private String reason(Effect effect) {
        List<String> parts = new ArrayList<>();
        if (isTooMuch(effect.closed(), effect.hosts())) {
            parts.add("it would close findings on " + effect.closed());
        }
        if (isTooMuch(effect.changedNames(), effect.hosts())) {
            parts.add("advisories that concern " + effect.changedNames() + " would name other packages or remedies");
        }
        return parts.isEmpty()
                ? ""
                : "Of " + effect.hosts() + " hosts: " + String.join("; ", parts) + ". More than " + share
                        + " % waits for a person.";
    }

    /** One package world in both catalogs; compiled when the first software of its kind is there. */
    private static final class World {
        private final Fleet fleet;
        private final Evaluator evaluator;
        private final CatalogSnapshot catalogBefore;
        private final CatalogSnapshot catalogAfter;
        private final Numbers numbers;
        private final Answers.Row rowBefore = new Answers.Row();
        private final Answers.Row rowAfter = new Answers.Row();
        private @org.jspecify.annotations.Nullable Both both;

        private record Both(Answers before, Answers after) {}

        World(Fleet fleet, Evaluator evaluator, CatalogSnapshot before, CatalogSnapshot after, Numbers numbers) {
            this.fleet = fleet;
            this.evaluator = evaluator;
            this.catalogBefore = before;
            this.catalogAfter = after;
            this.numbers = numbers;
        }

        void compare(Software software, long hosts, FleetEffect effect) {
            Both ready = both;
            if (ready == null) {
                Evaluator.Compiled before = fleet.compiled(evaluator, catalogBefore);
                Evaluator.Compiled after = evaluator.compile(catalogAfter, before);
                ready = new Both(new Answers(before, numbers), new Answers(after, numbers));
                both = ready;
            }
            ready.before().ask(software, rowBefore);
            ready.after().ask(software, rowAfter);
            effect.add(rowBefore, rowAfter, hosts);
        }
    }
}
