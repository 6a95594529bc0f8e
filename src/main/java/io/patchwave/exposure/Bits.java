package io.patchwave.exposure;

import java.util.Arrays;
import org.roaringbitmap.BitSetUtil;
import org.roaringbitmap.RoaringBitmap;

/**
 * Collects numbers in any order into a bitmap, many times over with the same memory: marking a bit each costs less than sorting
 * them. One thread's.
 */
final class Bits {
    /** Bitmaps are built from whole containers of 65,536 numbers. */
    private static final int CONTAINER = 1024;

    private static final ThreadLocal<Bits> OF_THREAD = ThreadLocal.withInitial(Bits::new);

    private long[] words = new long[CONTAINER];
    private int highest = -1;

    private Bits() {}

    /** This thread's, empty. */
    static Bits ofThread() {
        Bits bits = OF_THREAD.get();
        bits.clear();
        return bits;
    }

    void set(int number) {
        int word = number >>> 6;
        if (word >= words.length) {
            words = Arrays.copyOf(words, (word / CONTAINER + 1) * CONTAINER * 2);
        }
        words[word] |= 1L << number;
        highest = Math.max(highest, word);
    }

    /** What was collected; it is empty again after this. */
    RoaringBitmap take() {
        RoaringBitmap taken = highest < 0 ? new RoaringBitmap() : BitSetUtil.bitmapOf(words);
        clear();
        return taken;
    }

    private void clear() {
        Arrays.fill(words, 0, highest + 1, 0);
        highest = -1;
    }
}
