package io.patchwave.exposure;

import java.util.Arrays;
import java.util.function.IntConsumer;

/** Which sets' answers came or were replaced, in order: what was worked out of all of them is brought up to date by the last few. */
final class SetLog {
    private static final int LEAST_KEPT = 65_536;

    private int[] sets = new int[1024];
    private int size;
    private long dropped;

    /** Notes a set; {@code inAll} is how many there are. */
    void add(int set, int inAll) {
        if (size >= LEAST_KEPT && size > 4 * inAll) {
            int half = size / 2;
            System.arraycopy(sets, half, sets, 0, size - half);
            size -= half;
            dropped += half;
        }
        if (size == sets.length) {
            sets = Arrays.copyOf(sets, size * 2);
        }
        sets[size++] = set;
    }

    /** Where it ends now. */
    long end() {
        return dropped + size;
    }

    /** Tells the sets noted from that place on; false, and nothing is told, where that is not known any more. */
    boolean since(long place, IntConsumer consumer) {
        if (place < dropped) {
            return false;
        }
        for (int i = (int) (place - dropped); i < size; i++) {
            consumer.accept(sets[i]);
        }
        return true;
    }
}
