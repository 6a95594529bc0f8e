package io.patchwave.exposure;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A ruler's groups and grounds to the numbers of rulings, learned as they are needed. Many threads read while one learns: a row
 * is replaced, never changed.
 */
final class Numbering {
    /** By group: grounds, number, grounds, number … */
    private final AtomicReferenceArray<int @Nullable []> rows;

    Numbering(int groups) {
        rows = new AtomicReferenceArray<>(groups);
    }

    /** The ruling's number; 0 where it is not known yet. */
    int of(int group, Grounds grounds) {
        int[] row = rows.get(group);
        if (row != null) {
            for (int i = 0; i < row.length; i += 2) {
                if (row[i] == grounds.number()) {
                    return row[i + 1];
                }
            }
        }
        return 0;
    }

    synchronized void learn(int group, Grounds grounds, int number) {
        if (of(group, grounds) != 0) {
            return;
        }
        int[] row = rows.get(group);
        int[] more = row == null ? new int[2] : Arrays.copyOf(row, row.length + 2);
        more[more.length - 2] = grounds.number();
        more[more.length - 1] = number;
        rows.set(group, more);
    }
}
