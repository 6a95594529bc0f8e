package io.patchwave.catalog;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Update histories laid together (exposure rules, W1): a line that is known keeps its place, a new one comes after the line it
 * follows in what is imported; one that follows nothing known comes before the first known one after it, or last.
 */
final class HistoryMerge {
    private HistoryMerge() {}

    private record Group(String product, String line, String kind) {
        static Group of(HistoryLine line) {
            return new Group(line.product(), line.line(), line.kind());
        }
    }

    /** A KB may stand on two lines of one group with two revisions (KB4022725). */
    private record Key(@Nullable Integer revision, @Nullable String kb) {
        static Key of(HistoryLine line) {
            return new Key(line.revision(), line.kb());
        }
    }

    /** The known lines in their order with the added ones between them, group by group. */
    static List<HistoryLine> merge(List<HistoryLine> known, List<HistoryLine> added) {
        Map<Group, List<HistoryLine>> groups = grouped(known);
        grouped(added).forEach((group, lines) -> {
            List<HistoryLine> present = groups.computeIfAbsent(group, fresh -> new ArrayList<>());
            insert(present, lines);
        });
        return groups.values().stream().flatMap(List::stream).toList();
    }

    private static Map<Group, List<HistoryLine>> grouped(List<HistoryLine> lines) {
        Map<Group, List<HistoryLine>> groups = new LinkedHashMap<>();
        lines.forEach(line -> groups.computeIfAbsent(Group.of(line), group -> new ArrayList<>())
                .add(line));
        return groups;
    }

    private static void insert(List<HistoryLine> present, List<HistoryLine> added) {
        Set<Key> keys = new HashSet<>();
        present.forEach(line -> keys.add(Key.of(line)));
        int place = firstKnown(present, added);
        for (HistoryLine line : added) {
            if (keys.add(Key.of(line))) {
                present.add(place++, line);
            } else {
                place = indexOf(present, Key.of(line)) + 1;
            }
        }
    }

    private static int firstKnown(List<HistoryLine> present, List<HistoryLine> added) {
        for (HistoryLine line : added) {
            int index = indexOf(present, Key.of(line));
            if (index >= 0) {
                return index;
            }
        }
        return present.size();
    }

    private static int indexOf(List<HistoryLine> lines, Key key) {
        for (int i = 0; i < lines.size(); i++) {
            if (Key.of(lines.get(i)).equals(key)) {
                return i;
            }
        }
        return -1;
    }
}
