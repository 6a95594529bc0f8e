package io.patchwave.exposure;

import io.patchwave.catalog.CatalogService;
import io.patchwave.catalog.CatalogSnapshot;
import io.patchwave.inventory.Software;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The catalog ready to be asked, kept by revision; one compilation at a time, whoever needs it waits. */
@ApplicationScoped
class CompiledCatalog {
    private static final Logger LOG = Logger.getLogger(CompiledCatalog.class);

    private static final Evaluation.Whole NOBODY_JUDGES = new Evaluation.Whole(
            null, List.of(new Evaluation.HostUnknown("no-advisories", "no evaluator for this software")), List.of());

    private final CatalogService catalog;
    private final List<Evaluator> evaluators;
    private volatile @Nullable Ready ready;

    CompiledCatalog(CatalogService catalog, @All List<Evaluator> evaluators) {
        this.catalog = catalog;
        this.evaluators = evaluators;
    }

    /**
     * All worlds' compiled catalogs, as of one revision.
     *
     * @param before the one before this in this process, so that differences can be told; null for the first
     */
    record Ready(long rev, List<World> worlds, @Nullable Ready before) {
        /** One evaluator with its compiled catalog, and the numbers of its rulings. */
        record World(Evaluator evaluator, Evaluator.Compiled compiled, Numbering numbering) {
            static World of(Evaluator evaluator, CatalogSnapshot catalog, @Nullable World before) {
                Evaluator.Compiled compiled =
                        before == null ? evaluator.compile(catalog) : evaluator.compile(catalog, before.compiled());
                if (before != null && before.compiled() == compiled) {
                    return before;
                }
                return new World(
                        evaluator, compiled, new Numbering(compiled.groups().size()));
            }
        }

        /** The world that judges this kind of software; null where none does. */
        @Nullable World world(Software software) {
            for (World world : worlds) {
                if (world.evaluator().judges(software)) {
                    return world;
                }
            }
            return null;
        }

        /** The answer in full; software that no evaluator judges is undecided as a whole. */
        Evaluation evaluate(Software software) {
            World world = world(software);
            return world == null
                    ? new Evaluation(null, List.of(), NOBODY_JUDGES.hostUnknowns(), List.of())
                    : world.compiled().evaluate(software);
        }

        /** The answer in full, of these groups only. */
        Evaluation evaluate(Software software, Set<String> groups) {
            World world = world(software);
            return world == null ? evaluate(software) : world.compiled().evaluate(software, groups);
        }

        /** The answer without proof. */
        Evaluation.Whole rule(Software software, Ruler.Rulings into) {
            World world = world(software);
            return world == null ? NOBODY_JUDGES : world.compiled().rule(software, into);
        }
    }

    /** As of the newest committed revision. */
    Ready current() {
        long rev = catalog.revision();
        Ready known = ready;
        return known != null && known.rev() >= rev ? known : compile();
    }

    /** What was compiled last; null before the first. */
    @Nullable Ready known() {
        return ready;
    }

    /** The snapshot compiled, taking over from the one before what has not changed; not kept. */
    Ready of(CatalogSnapshot snapshot, @Nullable Ready before) {
        List<Ready.World> worlds = new ArrayList<>();
        for (int i = 0; i < evaluators.size(); i++) {
            Ready.World old = before == null ? null : before.worlds().get(i);
            worlds.add(Ready.World.of(evaluators.get(i), snapshot, old));
        }
        return new Ready(
                snapshot.rev(), worlds, before == null ? null : new Ready(before.rev(), before.worlds(), null));
    }

    private synchronized Ready compile() {
        CatalogSnapshot snapshot = catalog.snapshot();
        Ready known = ready;
        if (known != null && known.rev() >= snapshot.rev()) {
            return known;
        }
        long start = System.nanoTime();
        Ready fresh = of(snapshot, known);
        ready = fresh;
        LOG.infof("catalog compiled: rev=%d millis=%d", fresh.rev(), (System.nanoTime() - start) / 1_000_000);
        return fresh;
    }

    /** Lets go of what was compiled before: nobody will ask for the difference any more. */
    synchronized void forget(Ready swept) {
        Ready known = ready;
        if (known != null && known == swept && known.before() != null) {
            ready = new Ready(known.rev(), known.worlds(), null);
        }
    }
}
