package io.patchwave.exposure.windows;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The update history of one line (W1): on 6.x the order of rollups, on 10.0 the revision of each cumulative update, and those of
 * hotpatches beside.
 */
final class UpdateLine {
    private final Map<Integer, Integer> rollups = new HashMap<>();
    private final List<Integer> order;
    private final int[] monthAt;
    private final List<Integer> securityOnly;
    private final Map<Integer, Integer> revisions;
    private final Map<Integer, Integer> hotpatches;
    private final List<Cumulative> cumulatives;

    /** A cumulative update with its revision and its month, {@link Months#NEVER} where no document names it. */
    record Cumulative(int kb, int revision, int month) {}

    UpdateLine(
            List<Integer> order,
            List<Integer> securityOnly,
            Map<Integer, Integer> revisions,
            Map<Integer, Integer> hotpatches,
            Map<Integer, Integer> months) {
        this.order = List.copyOf(order);
        this.securityOnly = List.copyOf(securityOnly);
        this.revisions = Map.copyOf(revisions);
        this.hotpatches = Map.copyOf(hotpatches);
        monthAt = new int[order.size()];
        int month = Months.NEVER;
        for (int i = 0; i < order.size(); i++) {
            rollups.put(order.get(i), i);
            month = Math.max(month, months.getOrDefault(order.get(i), Months.NEVER));
            monthAt[i] = month;
        }
        cumulatives = revisions.entrySet().stream()
                .map(e -> new Cumulative(e.getKey(), e.getValue(), months.getOrDefault(e.getKey(), Months.NEVER)))
                .sorted(Comparator.comparingInt(Cumulative::revision).thenComparingInt(Cumulative::kb))
                .toList();
    }

    /** Place of a rollup in the order of release, -1 where it is none of this line. */
    int place(int kb) {
        return rollups.getOrDefault(kb, -1);
    }

    /** The rollup at that place. */
    int rollupAt(int place) {
        return order.get(place);
    }

    /** The month of the rollup at that place; where no document names it, that of the newest before it. */
    int monthAt(int place) {
        return monthAt[place];
    }

    /** The first rollup of a strictly later month, by its place; -1 where there is none. */
    int firstAfter(int month) {
        for (int i = 0; i < monthAt.length; i++) {
            if (monthAt[i] > month) {
                return i;
            }
        }
        return -1;
    }

    /** Place of a security-only update in the order of release, -1 where the history does not call it one. */
    int securityOnlyPlace(int kb) {
        return securityOnly.indexOf(kb);
    }

    /** The revision that a cumulative update brings; null where it has none on this line. */
    @Nullable Integer revision(int kb) {
        return revisions.get(kb);
    }

    /** The revision that a hotpatch brings; null where none is known. */
    @Nullable Integer hotpatchRevision(int kb) {
        return hotpatches.get(kb);
    }

    /** Whether a cumulative update brings exactly that revision. */
    boolean isCumulative(int revision) {
        return revisions.containsValue(revision);
    }

    /** Whether a hotpatch brings exactly that revision. */
    boolean isHotpatch(int revision) {
        return hotpatches.containsValue(revision);
    }

    /** Hotpatches with their revisions. */
    Map<Integer, Integer> hotpatches() {
        return hotpatches;
    }

    /** Smallest revision above {@code above} of a cumulative update of that month or later; null where there is none. */
    @Nullable Integer smallestRevision(int above, int month) {
        for (Cumulative update : cumulatives) {
            if (update.revision() > above && update.month() >= month) {
                return update.revision();
            }
        }
        return null;
    }

    /** Collects one line: the shipped history first, then what the documents add. */
    static final class Builder {
        final List<Integer> order = new ArrayList<>();
        final List<Integer> securityOnly = new ArrayList<>();
        final Map<Integer, Integer> shipped = new HashMap<>();
        final Map<Integer, Map<Integer, Integer>> learnt = new HashMap<>();
        final Set<Integer> documentRollups = new HashSet<>();

        /** A document gives a KB that revision once more. */
        void learn(int kb, int revision) {
            learnt.computeIfAbsent(kb, unused -> new HashMap<>(2)).merge(revision, 1, Integer::sum);
        }

        UpdateLine build(Map<Integer, Integer> months, Map<Integer, UpdateKind> kinds) {
            Map<Integer, Integer> revisions = new HashMap<>(shipped);
            Map<Integer, Integer> hotpatches = new HashMap<>();
            learnt.forEach((kb, counts) ->
                    (kinds.get(kb) == UpdateKind.HOTPATCH ? hotpatches : revisions).putIfAbsent(kb, commonest(counts)));
            return new UpdateLine(extended(months), securityOnly, revisions, hotpatches, months);
        }

        private List<Integer> extended(Map<Integer, Integer> months) {
            int last = order.stream()
                    .mapToInt(kb -> months.getOrDefault(kb, Months.NEVER))
                    .max()
                    .orElse(Months.NEVER);
            List<Integer> all = new ArrayList<>(order);
            documentRollups.stream()
                    .filter(kb -> months.getOrDefault(kb, Months.NEVER) > last && !order.contains(kb))
                    .sorted(Comparator.<Integer>comparingInt(kb -> months.getOrDefault(kb, Months.NEVER))
                            .thenComparingInt(kb -> kb))
                    .forEach(all::add);
            return all;
        }

        private static int commonest(Map<Integer, Integer> counts) {
            return counts.entrySet().stream()
                    .max(Comparator.<Map.Entry<Integer, Integer>>comparingInt(Map.Entry::getValue)
                            .thenComparing(Comparator.<Map.Entry<Integer, Integer>>comparingInt(Map.Entry::getKey)
                                    .reversed()))
                    .orElseThrow()
                    .getKey();
        }
    }
}
