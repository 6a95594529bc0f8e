package io.patchwave.exposure.guard;

import io.patchwave.exposure.Evaluator;
import io.patchwave.exposure.Ruler;
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
        compiled.rule(software, into(row));
    }

    /** Puts what is ruled on into the row. */
    Ruler.Rulings into(Row row) {
        return (group, grounds) -> row.put(ofGroup[group], grounds.verdict());
    }

    /** The verdict of each advisory by its number. */
    static final class Row {
        private static final Verdict[] VERDICTS = Verdict.values();
        private static final byte UNAFFECTED = (byte) Verdict.UNAFFECTED.ordinal();

        private byte[] verdicts = new byte[0];
        private int[] touched = new int[1024];
        private int size;

        void clear() {
            for (int i = 0; i < size; i++) {
                verdicts[touched[i]] = UNAFFECTED;
            }
            size = 0;
        }

        void put(int[] advisories, Verdict verdict) {
            for (int advisory : advisories) {
                put(advisory, verdict);
            }
        }

        private void put(int advisory, Verdict verdict) {
            if (advisory >= verdicts.length) {
                int known = verdicts.length;
                verdicts = Arrays.copyOf(verdicts, Math.max(1024, advisory * 2));
                Arrays.fill(verdicts, known, verdicts.length, UNAFFECTED);
            }
            if (verdict.ordinal() < verdicts[advisory]) {
                if (verdicts[advisory] == UNAFFECTED) {
                    if (size == touched.length) {
                        touched = Arrays.copyOf(touched, size * 2);
                    }
                    touched[size++] = advisory;
                }
                verdicts[advisory] = (byte) verdict.ordinal();
            }
        }

        Verdict of(int advisory) {
            return advisory < verdicts.length ? VERDICTS[verdicts[advisory]] : Verdict.UNAFFECTED;
        }

        /** How many advisories it says anything of. */
        int size() {
            return size;
        }

        /** Number of one of them. */
        int at(int place) {
            return touched[place];
        }
    }
}
