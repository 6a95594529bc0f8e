package io.patchwave.exposure.guard;

import io.patchwave.catalog.CatalogSnapshot;
import io.patchwave.exposure.Evaluator;
import io.patchwave.inventory.Software;
import java.util.Map;
import java.util.function.ObjLongConsumer;

/** The distinct software in use, with the number of hosts that share it. */
interface Fleet {
    /** Set → hosts, none of them retired. */
    Map<Long, Long> weights();

    /** The catalog as it is, compiled. */
    Evaluator.Compiled compiled(Evaluator evaluator, CatalogSnapshot present);

    /** Hands over each set with its hosts, a few in memory at a time. */
    void forEach(Map<Long, Long> weights, ObjLongConsumer<Software> taker);
}
