package io.patchwave.exposure;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A ruler's groups and grounds to the numbers of rulings, learned as they are needed. A group's first few grounds lie side by
 * side, in the order that rulers ask in: a fleet asks it tens of millions of times. Many threads read while one learns; an entry
 * is set once, never changed.
 */
final class Numbering {
    /** Nearly every group is open on some machines and closed on others, for one reason each. */
    private static final int SLOTS = 2;

    /** By group and slot: grounds, and in the low half the number; 0 where nothing is learned yet. */
    private final AtomicLongArray slots;

    private final ConcurrentHashMap<Long, Integer> more = new ConcurrentHashMap<>();

    Numbering(int groups) {
        slots = new AtomicLongArray(groups * SLOTS);
    }

    /** The ruling's number; 0 where it is not known yet. */
    int of(int group, Grounds grounds) {
        return of(group, grounds.number());
    }

    /** The same, by {@link Grounds#number()}. */
    int of(int group, int grounds) {
        int at = group * SLOTS;
        for (int slot = 0; slot < SLOTS; slot++) {
            long entry = slots.getPlain(at + slot);
            if (entry == 0) {
                return 0;
            }
            if ((int) (entry >>> 32) == grounds) {
                return (int) entry;
            }
        }
        return more.getOrDefault(key(group, grounds), 0);
    }

    synchronized void learn(int group, Grounds grounds, int number) {
        if (of(group, grounds) != 0) {
            return;
        }
        int at = group * SLOTS;
        for (int slot = 0; slot < SLOTS; slot++) {
            if (slots.get(at + slot) == 0) {
                slots.set(at + slot, key(grounds.number(), number));
                return;
            }
        }
        more.put(key(group, grounds.number()), number);
    }

    private static long key(int high, int low) {
        return ((long) high << 32) | low;
    }
}
