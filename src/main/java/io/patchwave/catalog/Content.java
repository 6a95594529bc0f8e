package io.patchwave.catalog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A stored document in memory: what it holds, by the number of the part. Immutable.
 *
 * @param items part → its items in order
 */
record Content(Documents.Meta meta, SortedMap<Integer, List<?>> items) {
    static Content empty(Documents.Meta meta) {
        return new Content(meta, new TreeMap<>());
    }

    /** With other content in some parts, which takes over the objects of whatever is equal to what was in any of them. */
    Content with(Documents.Meta newer, Map<Integer, List<?>> changed) {
        Map<Object, Object> known = new HashMap<>();
        changed.keySet().forEach(number -> part(number).forEach(item -> known.putIfAbsent(item, item)));
        SortedMap<Integer, List<?>> all = new TreeMap<>(items);
        changed.forEach((number, list) -> {
            List<?> kept = taken(part(number), list, known);
            if (kept.isEmpty()) {
                all.remove(number);
            } else {
                all.put(number, kept);
            }
        });
        return new Content(newer, all);
    }

    private static List<?> taken(List<?> before, List<?> list, Map<Object, Object> known) {
        if (known.isEmpty()) {
            return List.copyOf(list);
        }
        List<Object> taken = new ArrayList<>(list.size());
        list.forEach(item -> taken.add(known.getOrDefault(item, item)));
        return same(before, taken) ? before : List.copyOf(taken);
    }

    /** Whether both hold the same objects in the same order. */
    static boolean same(List<?> one, List<?> other) {
        if (one.size() != other.size()) {
            return false;
        }
        for (int i = 0; i < one.size(); i++) {
            if (one.get(i) != other.get(i)) {
                return false;
            }
        }
        return true;
    }

    List<?> part(int number) {
        return items.getOrDefault(number, List.of());
    }

    /** Everything in it. */
    @SuppressWarnings("unchecked")
    <T> List<T> all() {
        if (items.size() == 1) {
            return (List<T>) part(items.firstKey());
        }
        List<T> all = new ArrayList<>();
        items.values().forEach(part -> all.addAll((List<T>) part));
        return List.copyOf(all);
    }
}
