package io.patchwave.exposure;

import java.util.List;
import org.roaringbitmap.IntConsumer;

/**
 * Many sets' bitmaps turned round, for a span of rulings: by counting and placing, which costs less than a look-up for each of
 * the millions of answers.
 */
final class Turned {
    private final int first;
    /** By ruling of the span: where its sets begin; one more at the end. */
    private final int[] starts;

    private final int[] members;

    private Turned(int first, int[] starts, int[] members) {
        this.first = first;
        this.starts = starts;
        this.members = members;
    }

    /** Of states in the order of their ids, the rulings from the first on. */
    static Turned of(List<SetState> states, int first, int length) {
        int[] starts = new int[length + 1];
        for (SetState state : states) {
            state.rulings().forEachInRange(first, length, (IntConsumer) id -> starts[id - first + 1]++);
        }
        for (int i = 1; i < starts.length; i++) {
            starts[i] += starts[i - 1];
        }
        int[] places = starts.clone();
        int[] members = new int[starts[length]];
        for (SetState state : states) {
            int set = Math.toIntExact(state.setId());
            state.rulings().forEachInRange(first, length, (IntConsumer) id -> members[places[id - first]++] = set);
        }
        return new Turned(first, starts, members);
    }

    /** Takes a ruling with the sets that have it: a piece of the array, ascending. */
    @FunctionalInterface
    interface Taker {
        void take(int ruling, int[] ascending, int from, int to);
    }

    /** Tells each ruling that some set has. */
    void tell(Taker taker) {
        for (int i = 0; i + 1 < starts.length; i++) {
            if (starts[i + 1] > starts[i]) {
                taker.take(first + i, members, starts[i], starts[i + 1]);
            }
        }
    }
}
