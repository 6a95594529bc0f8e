package io.patchwave.exposure;

import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * New sets that are not turned round yet: the rulings do not know them. Uploads bring many between two questions. Not safe for
 * many threads: {@link ExposureIndex} guards it.
 */
final class Arrivals {
    /** From here on sets are turned round together: by counting instead of one by one. */
    private static final int MANY = 16;

    /** So many at most wait until somebody asks. */
    private static final int BLOCK = 2048;

    private static final int SPANS = Math.max(2, Runtime.getRuntime().availableProcessors());

    private final TreeMap<Long, SetState> waiting = new TreeMap<>();

    void put(SetState state) {
        waiting.put(state.setId(), state);
    }

    boolean has(long set) {
        return waiting.containsKey(set);
    }

    /** Whether it was here. */
    boolean remove(long set) {
        return waiting.remove(set) != null;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    boolean isFull() {
        return waiting.size() >= BLOCK;
    }

    /** Turns round what has arrived, tells each, and is empty. */
    void turn(RulingTable rulings, Consumer<SetState> turned) {
        if (waiting.size() >= MANY) {
            turnTogether(List.copyOf(waiting.values()), rulings);
        } else {
            for (SetState state : waiting.values()) {
                int set = Math.toIntExact(state.setId());
                state.rulings().forEach((org.roaringbitmap.IntConsumer) id -> rulings.insert(id, set));
            }
        }
        waiting.values().forEach(turned);
        waiting.clear();
    }

    /** Many new sets' bitmaps at once; the sets come in the order of their ids. */
    private static void turnTogether(List<SetState> born, RulingTable rulings) {
        int span = (rulings.capacity() + SPANS - 1) / SPANS;
        IntStream.range(0, SPANS)
                .parallel()
                .forEach(part -> Turned.of(born, part * span, span).tell(rulings::insert));
    }
}
