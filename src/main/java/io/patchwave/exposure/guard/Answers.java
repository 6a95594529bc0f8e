package io.patchwave.exposure.guard;

import io.patchwave.exposure.Evaluator;
import io.patchwave.exposure.Verdict;
import io.patchwave.inventory.Software;
import java.util.Arrays;

/** One catalog asked for the verdict on each advisory. */
final class Answers {
    private final Evaluator.Compiled compiled;
    private final int[][] ofGroup;

    /** One catalog of one world; {@code numbers} are shared with the one it is compared to. */
    Answers(Evaluator.Compiled compiled, Numbers numbers) {
        this.compiled = compiled;
        this.ofGroup = compiled.groups().stream()
                .map(group -> group.advisories().stream().mapToInt(numbers::of).toArray())
                .toArray(int[][]::new);
    }

    /** Replaces the row by what is said of the software; of several groups of one advisory the strongest stands. */
    void ask(Software software, Row row) {
        row.clear();
        compiled.rule(software, (group, grounds) -> {
            for (int advisory : ofGroup[group]) {
                row.put(advisory, grounds.verdict());
            }
        });
    }

    /** The verdict of each advisory by its number. */
    static final class Row {
        private static final Verdict[] VERDICTS = Verdict.values();
        private static final byte UNAFFECTED = (byte) Verdict.UNAFFECTED.ordinal();

        private byte[] verdicts = new byte[0];

        private void clear() {
            Arrays.fill(verdicts, UNAFFECTED);
        }

        private void put(int advisory, Verdict verdict) {
            if (advisory >= verdicts.length) {
                int known = verdicts.length;
                verdicts = Arrays.copyOf(verdicts, Math.max(1024, advisory * 2));
                Arrays.fill(verdicts, known, verdicts.length, UNAFFECTED);
            }
            if (verdict.ordinal() < verdicts[advisory]) {
                verdicts[advisory] = (byte) verdict.ordinal();
            }
        }

        Verdict of(int advisory) {
            return advisory < verdicts.length ? VERDICTS[verdicts[advisory]] : Verdict.UNAFFECTED;
        }

        int size() {
            return verdicts.length;
        }

        /** The first advisory from there on of which the other row says something else; -1 for none. */
        int differsFrom(Row other, int from) {
            int shared = Math.min(size(), other.size());
            if (from < shared) {
                int at = Arrays.mismatch(verdicts, from, shared, other.verdicts, from, shared);
                if (at >= 0) {
                    return from + at;
                }
            }
            for (int advisory = Math.max(from, shared); advisory < Math.max(size(), other.size()); advisory++) {
                if (of(advisory) != other.of(advisory)) {
                    return advisory;
                }
            }
            return -1;
        }
    }
}
