package io.patchwave.exposure;

import io.patchwave.catalog.Severity;
import java.util.List;

/** Rows of compliance counted by verdict and severity; see {@link FleetRows}. */
public final class RowCounts {
    private final long[] cells = new long[RowPlan.CELLS];

    void add(int[] counts, long times) {
        for (int i = 0; i < counts.length; i++) {
            cells[i] += counts[i] * times;
        }
    }

    /** Rows with that verdict, whose gravest advisory is of that severity. */
    public long of(Verdict verdict, Severity severity) {
        return cells[RowPlan.cell(verdict, severity)];
    }

    /** Rows with that verdict. */
    public long of(Verdict verdict) {
        return List.of(Severity.values()).stream()
                .mapToLong(severity -> of(verdict, severity))
                .sum();
    }

    /** All rows. */
    public long all() {
        long sum = 0;
        for (long cell : cells) {
            sum += cell;
        }
        return sum;
    }
}
