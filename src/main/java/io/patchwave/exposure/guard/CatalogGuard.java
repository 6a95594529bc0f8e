package io.patchwave.exposure.guard;

import io.patchwave.catalog.CatalogSnapshot;
import io.patchwave.catalog.ImportGuard;
import io.patchwave.exposure.Evaluator;
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
        List<World> worlds = evaluators.stream()
                .map(evaluator -> World.of(fleet, evaluator, before, after, changes.renamed(), numbers))
                .toList();
        fleet.forEach(weights, shares -> {
            FleetEffect part = effect.part();
            Answers.Row rowBefore = new Answers.Row();
            Answers.Row rowAfter = new Answers.Row();
            for (Fleet.Share share : shares) {
                if (touched.by(share.software())) {
                    worlds.stream()
                            .filter(world -> world.judges(share.software()))
                            .findFirst()
                            .ifPresent(world -> world.compare(share, rowBefore, rowAfter, part));
                }
            }
            effect.merge(part);
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
}
