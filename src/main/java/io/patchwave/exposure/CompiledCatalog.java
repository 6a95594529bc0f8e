package io.patchwave.exposure;

import io.patchwave.catalog.CatalogService;
import io.patchwave.catalog.CatalogSnapshot;
import io.patchwave.inventory.Software;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The catalog ready to be asked, kept by revision; one compilation at a time, whoever needs it waits. */
@ApplicationScoped
class CompiledCatalog {
    private static final Logger LOG = Logger.getLogger(CompiledCatalog.class);

    private final CatalogService catalog;
    private final List<Evaluator> evaluators;
    private volatile @Nullable Ready ready;

    CompiledCatalog(CatalogService catalog, @All List<Evaluator> evaluators) {
        this.catalog = catalog;
        this.evaluators = evaluators;
    }

    /** All worlds' compiled catalogs, as of one revision. */
    record Ready(long rev, List<World> worlds) {
        /** One evaluator with its compiled catalog. */
        record World(Evaluator evaluator, Evaluator.Compiled compiled) {}

        /** The answer; software that no evaluator judges is undecided as a whole. */
        Evaluation evaluate(Software software) {
            return worlds.stream()
                    .filter(world -> world.evaluator().judges(software))
                    .findFirst()
                    .map(world -> world.compiled().evaluate(software))
                    .orElseGet(Ready::nobodyJudges);
        }

        private static Evaluation nobodyJudges() {
            return new Evaluation(
                    null,
                    List.of(),
                    List.of(new Evaluation.HostUnknown("no-advisories", "no evaluator for this software")),
                    List.of());
        }
    }

    /** As of the newest committed revision. */
    Ready current() {
        long rev = catalog.revision();
        Ready known = ready;
        return known != null && known.rev() >= rev ? known : compile();
    }

    /** A catalog that is not committed, for a look ahead; not kept. */
    Ready of(CatalogSnapshot snapshot) {
        Function<Evaluator, Ready.World> compile = evaluator -> new Ready.World(evaluator, evaluator.compile(snapshot));
        return new Ready(snapshot.rev(), evaluators.stream().map(compile).toList());
    }

    private synchronized Ready compile() {
        CatalogSnapshot snapshot = catalog.snapshot();
        Ready known = ready;
        if (known != null && known.rev() >= snapshot.rev()) {
            return known;
        }
        long start = System.nanoTime();
        Ready fresh = of(snapshot);
        ready = fresh;
        LOG.infof("catalog compiled: rev=%d millis=%d", fresh.rev(), (System.nanoTime() - start) / 1_000_000);
        return fresh;
    }
}
