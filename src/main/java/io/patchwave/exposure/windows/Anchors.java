package io.patchwave.exposure.windows;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * R5: the rollup that contains a security-only update or an IE cumulative: the one that stands beside it in the most pairs of the
 * operating system and the products inside it, the later one on a tie; if none ever does, the first of a strictly later month.
 */
final class Anchors {
    private Anchors() {}

    /** Place of the anchor in the line's order, for every KB of the products; none where no rollup follows yet. */
    static Map<Integer, Integer> of(List<ProductBuilder> products, UpdateLine line, Knowledge knowledge) {
        Map<Integer, Map<Integer, Integer>> beside = new HashMap<>();
        for (ProductBuilder product : products) {
            product.pairs.values().forEach(kbs -> count(kbs, line, beside));
        }
        Map<Integer, Integer> anchors = new HashMap<>();
        beside.forEach((kb, places) -> {
            int best = -1;
            int most = 0;
            for (var entry : places.entrySet()) {
                if (entry.getValue() > most || (entry.getValue() == most && entry.getKey() > best)) {
                    best = entry.getKey();
                    most = entry.getValue();
                }
            }
            int month = knowledge.month(kb);
            int place = best >= 0 || month == Months.NEVER ? best : line.firstAfter(month);
            if (place >= 0) {
                anchors.put(kb, place);
            }
        });
        return Map.copyOf(anchors);
    }

    private static void count(int[] kbs, UpdateLine line, Map<Integer, Map<Integer, Integer>> beside) {
        for (int kb : kbs) {
            if (line.place(kb) < 0) {
                Map<Integer, Integer> places = beside.computeIfAbsent(kb, unused -> new HashMap<>());
                for (int other : kbs) {
                    int place = line.place(other);
                    if (place >= 0) {
                        places.merge(place, 1, Integer::sum);
                    }
                }
            }
        }
    }
}
