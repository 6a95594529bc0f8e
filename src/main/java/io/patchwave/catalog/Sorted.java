package io.patchwave.catalog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Sorted lists that change a little: everything else keeps its place and its object. */
final class Sorted {
    private Sorted() {}

    /** The list without these objects and with those, merged in; the same list where nothing changes. */
    static <T> List<T> with(List<T> sorted, Collection<T> removed, Collection<T> added, Comparator<? super T> order) {
        if (removed.isEmpty() && added.isEmpty()) {
            return sorted;
        }
        Set<T> gone = Collections.newSetFromMap(new IdentityHashMap<>());
        gone.addAll(removed);
        List<T> fresh = added.stream().sorted(order).toList();
        List<T> merged = new ArrayList<>(sorted.size() - removed.size() + fresh.size());
        int next = 0;
        for (T one : sorted) {
            if (!gone.contains(one)) {
                while (next < fresh.size() && order.compare(fresh.get(next), one) < 0) {
                    merged.add(fresh.get(next++));
                }
                merged.add(one);
            }
        }
        merged.addAll(fresh.subList(next, fresh.size()));
        return Content.same(sorted, merged) ? sorted : Collections.unmodifiableList(merged);
    }
}
