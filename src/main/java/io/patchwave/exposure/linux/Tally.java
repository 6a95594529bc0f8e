package io.patchwave.exposure.linux;

import io.patchwave.exposure.Grounds;
import io.patchwave.exposure.Ruler;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
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
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH = 0x0101010101010101L;
    private static final long TOP = 0x8080808080808080L;
    private static final ThreadLocal<Tally> OF_THREAD = ThreadLocal.withInitial(Tally::new);

    /** By group; 0: nothing is said. Eight more than there are groups, so that eight at a time never run over. */
    private byte[] heaviest = new byte[0];

    private int lowest;
    private int highest;
    private boolean clean = true;

    private Tally() {}

    /** This thread's, empty, for groups below that number. */
    public static Tally ofThread(int groups) {
        Tally tally = OF_THREAD.get();
        if (tally.heaviest.length < groups + Long.BYTES) {
            tally.heaviest = new byte[groups + 1024];
        } else if (!tally.clean) {
            Arrays.fill(tally.heaviest, (byte) 0);
        }
        tally.clean = false;
        tally.lowest = Integer.MAX_VALUE;
        tally.highest = 0;
        return tally;
    }

    /** @param osv whether the rule {@code osv} says it */
    public static int code(int group, Weight weight, boolean osv) {
        return (group << SHIFT) | ((weight.ordinal() + 1) << 1) | (osv ? 1 : 0);
    }

    /** Whether the group after that of the first code, with the same weight and rule, is the second. */
    public static boolean follows(int code, int next) {
        return next == code + (1 << SHIFT);
    }

    /** The same of the group that many numbers further. */
    public static int after(int code, int groups) {
        return code + (groups << SHIFT);
    }

    /** The same of the same group, with another weight. */
    public static int instead(int code, Weight weight) {
        return code(code >>> SHIFT, weight, (code & 1) != 0);
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
        add(code, 1, null);
    }

    /**
     * A package says it of that group and those after it, as many as {@code length}.
     *
     * @param instead the weight; null: the code's own
     */
    public void add(int code, int length, @Nullable Weight instead) {
        int group = code >>> SHIFT;
        int end = group + length;
        int low = instead == null ? code & MASK : ((instead.ordinal() + 1) << 1) | (code & 1);
        long said = low * EACH;
        byte[] known = heaviest;
        lowest = Math.min(lowest, group);
        highest = Math.max(highest, end);
        for (int i = group; i < end; i += Long.BYTES) {
            int left = end - i;
            long these = left >= Long.BYTES ? said : said & ((1L << (left << 3)) - 1);
            EIGHT.set(known, i, larger((long) EIGHT.get(known, i), these));
        }
    }

    /** Byte by byte the larger one; all are below 128. */
    private static long larger(long a, long b) {
        long isLarger = ((a | TOP) - b) & TOP;
        long mask = (isLarger - (isLarger >>> 7)) | isLarger;
        return (a & mask) | (b & ~mask);
    }

    /** A livepatch is loaded: whether an open or pending kernel still has its holes is not known. */
    public void livepatched(BitSet kernel) {
        for (int group = kernel.nextSetBit(0); group >= 0; group = kernel.nextSetBit(group + 1)) {
            int said = heaviest[group];
            if (said != 0 && Weight.at((said >>> 1) - 1).isOpen()) {
                heaviest[group] = (byte) code(0, Weight.LIVEPATCH, (said & 1) != 0);
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
        byte[] known = heaviest;
        for (int at = lowest; at < highest; at += Long.BYTES) {
            if ((long) EIGHT.get(known, at) != 0) {
                for (int group = at; group < at + Long.BYTES; group++) {
                    Grounds why = grounds[known[group]];
                    if (why != null && (only == null || only.get(group))) {
                        into.add(group, why);
                    }
                }
                EIGHT.set(known, at, 0L);
            }
        }
        clean = true;
    }
}
