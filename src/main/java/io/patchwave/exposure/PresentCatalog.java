package io.patchwave.exposure;

import io.patchwave.catalog.CatalogSnapshot;
import jakarta.enterprise.context.ApplicationScoped;

/** The catalog as it is judged by now, for those who look ahead from it: it knows the fleet's packages already. */
@ApplicationScoped
public class PresentCatalog {
    private final CompiledCatalog catalog;

    PresentCatalog(CompiledCatalog catalog) {
        this.catalog = catalog;
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
