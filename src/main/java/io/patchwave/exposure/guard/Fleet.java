package io.patchwave.exposure.guard;

import io.patchwave.catalog.CatalogSnapshot;
import io.patchwave.exposure.Evaluator;
import io.patchwave.exposure.PresentCatalog;
import io.patchwave.inventory.Software;
import java.util.Map;
import java.util.function.Consumer;

/** The distinct software in use, with the number of hosts that share it. */
interface Fleet {
    /** Set → hosts, none of them retired. */
    Map<Long, Long> weights();

    /** The catalog as it is, compiled. */
    Evaluator.Compiled compiled(Evaluator evaluator, CatalogSnapshot present);

    /** What sets are answered by that catalog, where they are. */
    PresentCatalog.Held held(CatalogSnapshot present);

    /** A software set and how many hosts have it. */
    record Share(long set, Software software, long hosts) {}

    /** Hands over all sets, a few in memory at a time; several threads take at once. */
    void forEach(Map<Long, Long> weights, Consumer<Iterable<Share>> taker);
}
