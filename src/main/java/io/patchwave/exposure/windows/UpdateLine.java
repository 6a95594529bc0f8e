package io.patchwave.exposure.windows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The update history of one line (W1): on 6.x the order of rollups, on 10.0 the revision of each cumulative update, and those of
 * hotpatches beside.
 */
final class UpdateLine {
    private final int[] order;
    private final int[] monthAt;
    private final KbTable places;
    private final KbTable securityOnly;
    private final KbTable revisions;
    private final KbTable hotpatches;
    private final List<Cumulative> cumulatives;

    /** A cumulative update with its revision and its month, {@link Months#NEVER} where no document names it. */
    record Cumulative(int kb, int revision, int month) {}

    UpdateLine(
            List<Integer> order,
            List<Integer> securityOnly,
            Map<Integer, Integer> revisions,
            Map<Integer, Integer> hotpatches,
            Knowledge knowledge) {
        this.order = order.stream().mapToInt(Integer::intValue).toArray();
        this.places = places(order);
        this.securityOnly = places(securityOnly);
        this.revisions = new KbTable(revisions);
        this.hotpatches = new KbTable(hotpatches);
        monthAt = new int[order.size()];
        int month = Months.NEVER;
        for (int i = 0; i < order.size(); i++) {
            month = Math.max(month, knowledge.month(order.get(i)));
            monthAt[i] = month;
        }
        cumulatives = revisions.entrySet().stream()
                .map(e -> new Cumulative(e.getKey(), e.getValue(), knowledge.month(e.getKey())))
                .sorted(Comparator.comparingInt(Cumulative::revision).thenComparingInt(Cumulative::kb))
                .toList();
    }

    private static KbTable places(List<Integer> order) {
        Map<Integer, Integer> places = new HashMap<>();
        for (int i = 0; i < order.size(); i++) {
            places.putIfAbsent(order.get(i), i);
        }
        return new KbTable(places);
    }

    /** Place of a rollup in the order of release, -1 where it is none of this line. */
    int place(int kb) {
        return places.get(kb);
    }

    /** Place of the newest rollup among those KBs, -1 for none. */
    int newest(int[] kbs) {
        int newest = -1;
        for (int kb : kbs) {
            newest = Math.max(newest, places.get(kb));
        }
        return newest;
    }

    /** The rollup at that place. */
    int rollupAt(int place) {
        return order[place];
    }

    /**
     * The first rollup of a strictly later month, by its place; -1 where there is none. A rollup that no document names has the
     * month of the newest before it.
     */
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
        return securityOnly.get(kb);
    }

    /** The revision that a cumulative update brings; -1 where it has none on this line. */
    int revision(int kb) {
        return revisions.get(kb);
    }

    /** The revision that a hotpatch brings; -1 where none is known. */
    int hotpatchRevision(int kb) {
        return hotpatches.get(kb);
    }

    /** The revision that an update brings, hotpatches included; -1 where none is known. */
    int ownRevision(int kb) {
        int own = revisions.get(kb);
        return own >= 0 ? own : hotpatches.get(kb);
    }

    /** Whether a cumulative update brings exactly that revision. */
    boolean isCumulative(int revision) {
        return revisions.hasValue(revision);
    }

    /** Whether a hotpatch brings exactly that revision. */
    boolean isHotpatch(int revision) {
        return hotpatches.hasValue(revision);
    }

    boolean hasHotpatches() {
        return !hotpatches.isEmpty();
    }

    /** Smallest revision above {@code above} of a cumulative update of that month or later; -1 where there is none. */
    int smallestRevision(int above, int month) {
        for (Cumulative update : cumulatives) {
            if (update.revision() > above && update.month() >= month) {
                return update.revision();
            }
        }
        return -1;
    }

    /** Whether every machine finds the same in both; months are asked while products are built, and never again. */
    boolean sameAs(UpdateLine other) {
        return Arrays.equals(order, other.order)
                && securityOnly.equals(other.securityOnly)
                && revisions.equals(other.revisions)
                && hotpatches.equals(other.hotpatches);
    }

    /** Collects one line: the shipped history first, then what the documents add. */
    static final class Builder {
        private final List<Integer> order = new ArrayList<>();
        private final Set<Integer> ordered = new HashSet<>();
        final List<Integer> securityOnly = new ArrayList<>();
        final Map<Integer, Integer> shipped = new HashMap<>();
        final Map<Integer, Map<Integer, Integer>> learnt = new HashMap<>();
        final Set<Integer> documentRollups = new HashSet<>();

        /** The next rollup or cumulative update of the history; one that is there keeps its place. */
        void rollup(int kb) {
            if (ordered.add(kb)) {
                order.add(kb);
            }
        }

        /** A document gives a KB that revision once more. */
        void learn(int kb, int revision) {
            learnt.computeIfAbsent(kb, unused -> new HashMap<>(2)).merge(revision, 1, Integer::sum);
        }

        UpdateLine build(Knowledge knowledge) {
            Map<Integer, Integer> revisions = new HashMap<>(shipped);
            Map<Integer, Integer> hotpatches = new HashMap<>();
            learnt.forEach((kb, counts) -> (knowledge.kind(kb) == UpdateKind.HOTPATCH ? hotpatches : revisions)
                    .putIfAbsent(kb, commonest(counts)));
            return new UpdateLine(extended(knowledge), securityOnly, revisions, hotpatches, knowledge);
        }

        private List<Integer> extended(Knowledge knowledge) {
            int last = order.stream().mapToInt(knowledge::month).max().orElse(Months.NEVER);
            List<Integer> all = new ArrayList<>(order);
            documentRollups.stream()
                    .filter(kb -> knowledge.month(kb) > last && !ordered.contains(kb))
                    .filter(kb -> knowledge.kind(kb) == UpdateKind.ROLLUP)
                    .sorted(Comparator.<Integer>comparingInt(knowledge::month).thenComparingInt(kb -> kb))
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
