package io.patchwave.exposure.linux;

import io.patchwave.exposure.Grounds;
import io.patchwave.exposure.Ruler;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Sums up what a host's packages say of each advisory, for many hosts one after the other and without a trace on the heap: the
 * heaviest {@link Weight} stands. What is said comes in <em>codes</em>: number of the group, weight, and which of the world's two
 * rules ({@code rpm} or {@code deb}; {@code osv}) says it. One thread's; borrow by {@link #ofThread}, return by {@link #emit}.
 */
public final class Tally {
    private static final int SHIFT = 6;
    private static final int MASK = (1 << SHIFT) - 1;
    private static final ThreadLocal<Tally> OF_THREAD = ThreadLocal.withInitial(Tally::new);

    private byte[] heaviest = new byte[0];
    private long[] touched = new long[0];
    private boolean clean = true;

    private Tally() {}

    /** This thread's, empty, for groups below that number. */
    public static Tally ofThread(int groups) {
        Tally tally = OF_THREAD.get();
        if (!tally.clean || tally.heaviest.length < groups) {
            tally.heaviest = new byte[groups + 1024];
            tally.touched = new long[(tally.heaviest.length + 63) >>> 6];
        }
        tally.clean = false;
        return tally;
    }

    /** @param osv whether the rule {@code osv} says it */
    public static int code(int group, Weight weight, boolean osv) {
        return (group << SHIFT) | ((weight.ordinal() + 1) << 1) | (osv ? 1 : 0);
    }

    /** Whether the rule {@code osv} says it. */
    public static boolean isOsv(int code) {
        return (code & 1) != 0;
    }

    /** The same group and rule with another weight. */
    private static int with(int code, Weight weight) {
        return (code & ~MASK) | ((weight.ordinal() + 1) << 1) | (code & 1);
    }

    /** The grounds of every weight under the world's two rules, by the low bits of a code. */
    public static @Nullable Grounds[] grounds(String rule) {
        @Nullable Grounds[] grounds = new Grounds[MASK + 1];
        for (Weight weight : Weight.values()) {
            grounds[code(0, weight, false)] = weight.grounds(rule);
            grounds[code(0, weight, true)] = weight.grounds("osv");
        }
        return grounds;
    }

    /** One package says it. */
    public void add(int code) {
        int group = code >>> SHIFT;
        byte said = (byte) (code & MASK);
        if (said > heaviest[group]) {
            heaviest[group] = said;
            touched[group >>> 6] |= 1L << group;
        }
    }

    /** Says all of {@code codes[from]} to {@code codes[to - 1]}. */
    public void add(int[] codes, int from, int to) {
        byte[] known = heaviest;
        long[] bits = touched;
        for (int i = from; i < to; i++) {
            int group = codes[i] >>> SHIFT;
            byte said = (byte) (codes[i] & MASK);
            if (said > known[group]) {
                known[group] = said;
                bits[group >>> 6] |= 1L << group;
            }
        }
    }

    /** Says that weight of their groups instead of their own. */
    public void add(int[] codes, int from, int to, Weight weight) {
        byte[] known = heaviest;
        long[] bits = touched;
        int low = (weight.ordinal() + 1) << 1;
        for (int i = from; i < to; i++) {
            int group = codes[i] >>> SHIFT;
            byte said = (byte) (low | (codes[i] & 1));
            if (said > known[group]) {
                known[group] = said;
                bits[group >>> 6] |= 1L << group;
            }
        }
    }

    /** A livepatch is loaded: whether an open or pending kernel still has its holes is not known. */
    public void livepatched(BitSet kernel) {
        for (int group = kernel.nextSetBit(0); group >= 0; group = kernel.nextSetBit(group + 1)) {
            int said = heaviest[group];
            if (said != 0 && Weight.at((said >>> 1) - 1).isOpen()) {
                heaviest[group] = (byte) with(said, Weight.LIVEPATCH);
            }
        }
    }

    /**
     * Hands out everything in the order of the groups' numbers, and empties this.
     *
     * @param grounds of {@link #grounds(String)}
     * @param only the groups that are wanted; null: all
     */
    public void emit(@Nullable Grounds[] grounds, @Nullable BitSet only, Ruler.Rulings into) {
        for (int word = 0; word < touched.length; word++) {
            long bits = touched[word];
            touched[word] = 0;
            while (bits != 0) {
                int group = (word << 6) + Long.numberOfTrailingZeros(bits);
                bits &= bits - 1;
                Grounds why = grounds[heaviest[group]];
                heaviest[group] = 0;
                if (why != null && (only == null || only.get(group))) {
                    into.add(group, why);
                }
            }
        }
        clean = true;
    }
}
