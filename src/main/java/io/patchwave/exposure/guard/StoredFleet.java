package io.patchwave.exposure.guard;

import io.patchwave.catalog.CatalogSnapshot;
import io.patchwave.exposure.Evaluator;
import io.patchwave.exposure.PresentCatalog;
import io.patchwave.inventory.HostStatus;
import io.patchwave.inventory.SoftwareSets;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The fleet as the inventory knows it. */
@ApplicationScoped
class StoredFleet implements Fleet {
    private static final int TOGETHER = 200;

    private final SoftwareSets sets;
    private final PresentCatalog present;

    StoredFleet(SoftwareSets sets, PresentCatalog present) {
        this.sets = sets;
        this.present = present;
    }

    @Override
    public Evaluator.Compiled compiled(Evaluator evaluator, CatalogSnapshot catalog) {
        return present.compiled(evaluator, catalog);
    }

    @Override
    public Map<Long, Long> weights() {
        Map<Long, Long> weights = new HashMap<>();
        for (SoftwareSets.HostSet host : sets.hosts()) {
            if (host.softwareSetId() != null && host.status() != HostStatus.RETIRED) {
                weights.merge(host.softwareSetId(), 1L, Long::sum);
            }
        }
        return weights;
    }

    @Override
    public PresentCatalog.Held held(CatalogSnapshot catalog) {
        return present.held(catalog.rev());
    }

    @Override
    public void forEach(Map<Long, Long> weights, Consumer<Iterable<Share>> taker) {
        List<Long> ids = weights.keySet().stream().sorted().toList();
        List<List<Long>> parts = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += TOGETHER) {
            parts.add(ids.subList(from, Math.min(from + TOGETHER, ids.size())));
        }
        parts.parallelStream().forEach(part -> {
            List<Share> shares = new ArrayList<>(part.size());
            sets.load(part)
                    .forEach((id, software) -> shares.add(new Share(id, software, weights.getOrDefault(id, 0L))));
            taker.accept(shares);
        });
    }
}
