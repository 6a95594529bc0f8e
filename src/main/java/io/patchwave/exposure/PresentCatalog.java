package io.patchwave.exposure;

import io.patchwave.catalog.CatalogSnapshot;
import jakarta.enterprise.context.ApplicationScoped;

/** The catalog as it is judged by now, for those who look ahead from it: it knows the fleet's packages already. */
@ApplicationScoped
public class PresentCatalog {
    private final CompiledCatalog catalog;
    private final LiveIndex live;

    PresentCatalog(CompiledCatalog catalog, LiveIndex live) {
        this.catalog = catalog;
        this.live = live;
    }

    /** The answers that sets have by the catalog of one revision. */
    @FunctionalInterface
    public interface Held {
        /** Visits every ruling on the set; false, and nothing is visited, where its answer is of another revision. */
        boolean each(long set, RulingVisitor visitor);
    }

    /** Takes rulings. */
    @FunctionalInterface
    public interface RulingVisitor {
        /**
         * Called once for each ruling.
         *
         * @param group number of the group of advisories; the same number, the same group
         */
        void visit(int group, Ruler.GroupName name, Verdict verdict);
    }

    /** What sets are answered by the catalog of that revision. */
    public Held held(long rev) {
        return (set, visitor) -> {
            ExposureIndex index = live.index();
            SetState state = index.set(set);
            if (state == null || state.holdsAt(index.swept()) != rev) {
                return false;
            }
            index.rulings(state.rulings())
                    .forEach(ruling -> visitor.visit(
                            ruling.group().id(),
                            new Ruler.GroupName(
                                    ruling.group().key(), ruling.group().advisories()),
                            ruling.verdict()));
            return true;
        };
    }

    /** The snapshot compiled: the one that judges now where it is of the same revision, else made anew. */
    public Evaluator.Compiled compiled(Evaluator evaluator, CatalogSnapshot snapshot) {
        CompiledCatalog.Ready ready = catalog.known();
        if (ready != null && ready.rev() == snapshot.rev()) {
            for (CompiledCatalog.Ready.World world : ready.worlds()) {
                if (world.evaluator().getClass() == evaluator.getClass()) {
                    return world.compiled();
                }
            }
        }
        return evaluator.compile(snapshot);
    }
}
