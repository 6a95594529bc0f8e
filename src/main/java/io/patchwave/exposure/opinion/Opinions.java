package io.patchwave.exposure.opinion;

import io.patchwave.inventory.Facts;
import io.patchwave.inventory.FactsSets;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The opinions in sets of facts, read once: facts never change, and equal opinions are one object. */
@ApplicationScoped
class Opinions {
    private static final int AT_ONCE = 500;

    private final FactsSets factsSets;
    private final Map<Long, Optional<Opinion>> known = new HashMap<>();
    private final Map<Opinion, Opinion> shared = new HashMap<>();

    Opinions(FactsSets factsSets) {
        this.factsSets = factsSets;
    }

    /** The opinion in one set of facts; null where there is none. */
    @Nullable Opinion of(@Nullable Long facts) {
        return facts == null ? null : of(List.of(facts), false).get(facts);
    }

    /** Those of the sets of facts that hosts have now; others are let go. Sets without an opinion are left out. */
    Map<Long, Opinion> ofAll(Collection<Long> present) {
        return of(present, true);
    }

    private synchronized Map<Long, Opinion> of(Collection<Long> facts, boolean all) {
        Set<Long> missing = new TreeSet<>(facts);
        if (all) {
            known.keySet().retainAll(missing);
            shared.clear();
            known.values().forEach(one -> one.ifPresent(opinion -> shared.put(opinion, opinion)));
        }
        missing.removeAll(known.keySet());
        List<Long> ids = List.copyOf(missing);
        for (int from = 0; from < ids.size(); from += AT_ONCE) {
            Map<Long, Facts> loaded = factsSets.load(ids.subList(from, Math.min(from + AT_ONCE, ids.size())));
            List<Map.Entry<Long, Optional<Opinion>>> read = loaded.entrySet().parallelStream()
                    .map(one -> Map.entry(one.getKey(), Optional.ofNullable(Opinion.of(one.getValue()))))
                    .toList();
            read.forEach(one -> known.put(one.getKey(), one.getValue().map(this::shared)));
        }
        Map<Long, Opinion> found = new HashMap<>();
        for (Long id : new ArrayList<>(facts)) {
            known.getOrDefault(id, Optional.empty()).ifPresent(opinion -> found.put(id, opinion));
        }
        return found;
    }

    private Opinion shared(Opinion opinion) {
        Opinion same = shared.putIfAbsent(opinion, opinion);
        return same == null ? opinion : same;
    }
}
