package io.patchwave.exposure;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is said of one software: a verdict with its grounds for each advisory that is judged, by the advisory's number. */
public final class SetVerdicts {
    static final SetVerdicts NONE =
            new SetVerdicts(new int[0], new Grounds[0], new Evaluation.Whole(null, List.of(), List.of()));

    private final int[] advisories;
    private final Grounds[] grounds;
    private final Evaluation.Whole whole;

    private SetVerdicts(int[] advisories, Grounds[] grounds, Evaluation.Whole whole) {
        this.advisories = advisories;
        this.grounds = grounds;
        this.whole = whole;
    }

    /** Takes an advisory's number with the grounds that decide. */
    @FunctionalInterface
    public interface Visitor {
        /** Called in the order of numbers. */
        void visit(int advisory, Grounds grounds);
    }

    /** The grounds for the advisory; null where it is unaffected, or was not asked for. */
    public @Nullable Grounds of(int advisory) {
        int at = Arrays.binarySearch(advisories, advisory);
        return at < 0 ? null : grounds[at];
    }

    /** The verdict on the advisory. */
    public Verdict verdict(int advisory) {
        Grounds said = of(advisory);
        return said == null ? Verdict.UNAFFECTED : said.verdict();
    }

    /** Visits all. */
    public void each(Visitor visitor) {
        for (int i = 0; i < advisories.length; i++) {
            visitor.visit(advisories[i], grounds[i]);
        }
    }

    /** What is said of the software as a whole. */
    public Evaluation.Whole whole() {
        return whole;
    }

    /** Sums up what several classes say of an advisory. */
    static final class Builder {
        private long[] keys = new long[128];
        private int size;
        private Grounds[] said = new Grounds[128];

        void add(int advisory, Grounds grounds) {
            if (size == keys.length) {
                keys = Arrays.copyOf(keys, size * 2);
                said = Arrays.copyOf(said, size * 2);
            }
            keys[size] = ((long) advisory << 32) | size;
            said[size++] = grounds;
        }

        SetVerdicts build(Evaluation.Whole whole) {
            Arrays.sort(keys, 0, size);
            int[] advisories = new int[size];
            Grounds[] grounds = new Grounds[size];
            int count = 0;
            for (int i = 0; i < size; i++) {
                int advisory = (int) (keys[i] >>> 32);
                Grounds next = said[(int) keys[i]];
                if (count > 0 && advisories[count - 1] == advisory) {
                    grounds[count - 1] = sum(grounds[count - 1], next);
                } else {
                    advisories[count] = advisory;
                    grounds[count++] = next;
                }
            }
            return new SetVerdicts(Arrays.copyOf(advisories, count), Arrays.copyOf(grounds, count), whole);
        }

        private static Grounds sum(Grounds one, Grounds other) {
            if (one == other) {
                return one;
            }
            boolean fact = one.rule().equals(Grounds.FACT);
            if (fact != other.rule().equals(Grounds.FACT)) {
                Grounds rest = fact ? other : one;
                return rest.rule().equals(Grounds.NO_UPDATE_EXISTS) ? rest : fact ? one : other;
            }
            int order = one.verdict().compareTo(other.verdict());
            order = order != 0 ? order : Integer.compare(rank(one), rank(other));
            order = order != 0 ? order : String.valueOf(one.reason()).compareTo(String.valueOf(other.reason()));
            return order <= 0 ? one : other;
        }

        private static int rank(Grounds grounds) {
            String rule = grounds.rule();
            char last = rule.charAt(rule.length() - 1);
            return last >= '0' && last <= '9' ? last - '0' : Integer.MAX_VALUE;
        }
    }
}
