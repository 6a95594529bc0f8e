package io.patchwave.platform.json;

import org.jspecify.annotations.Nullable;

/**
 * Makes one object out of equal texts, as far as it still knows them: a table of fixed size in which a text stands until another
 * needs its place. What millions of records repeat is met often enough to be shared; what is rare costs its own text and nothing
 * else. Safe for many threads: texts are immutable, and one that is overlooked is only not shared.
 */
public final class SharedTexts {
    private final @Nullable String[] slots;
    private final int shift;

    /** @param bits the table has two to the power of this many places, 1 to 24 */
    public SharedTexts(int bits) {
        if (bits < 1 || bits > 24) {
            throw new IllegalArgumentException("1 to 24 bits, not " + bits);
        }
        slots = new String[1 << bits];
        shift = Integer.SIZE - bits;
    }

    /** An equal text that was given here before, or this one. */
    public String of(String text) {
        // The multiplication spreads hashes of texts that differ in their last letters only.
        int at = (text.hashCode() * 0x9E3779B9) >>> shift;
        String known = slots[at];
        if (known != null && known.equals(text)) {
            return known;
        }
        slots[at] = text;
        return text;
    }
}
