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

    private static final int FEW = 64;

    private long[] words = new long[CONTAINER];
    private int highest = -1;
    /** The first few as they came, some perhaps twice: a bitmap of so few is not looked for among all words. */
    private final int[] few = new int[FEW];

    private int count;

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
        if (count < FEW) {
            few[count] = number;
        }
        count++;
        words[word] |= 1L << number;
        highest = Math.max(highest, word);
    }

    /** What was collected; it is empty again after this. */
    RoaringBitmap take() {
        RoaringBitmap taken =
                count <= FEW ? RoaringBitmap.bitmapOfUnordered(Arrays.copyOf(few, count)) : BitSetUtil.bitmapOf(words);
        clear();
        return taken;
    }

    private void clear() {
        if (count <= FEW) {
            for (int i = 0; i < count; i++) {
                words[few[i] >>> 6] = 0;
            }
        } else {
            Arrays.fill(words, 0, highest + 1, 0);
        }
        highest = -1;
        count = 0;
    }
}
