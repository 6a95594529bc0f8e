package io.patchwave.exposure;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A number for each software set, 0 at first. Ids of sets grow for ever and few of them are in use, so pages are made where they
 * are written.
 */
final class SetInts {
    private static final int SHIFT = 6;
    private static final int PAGE = 1 << SHIFT;

    private int[] @Nullable [] pages = new int[64][];

    int of(int set) {
        int page = set >>> SHIFT;
        int[] one = page < pages.length ? pages[page] : null;
        return one == null ? 0 : one[set & (PAGE - 1)];
    }

    /** Adds to the set's number; answers what it is now. */
    int add(int set, int more) {
        int page = set >>> SHIFT;
        if (page >= pages.length) {
            pages = Arrays.copyOf(pages, Math.max(page + 1, pages.length + pages.length / 2));
        }
        int[] one = pages[page];
        if (one == null) {
            one = new int[PAGE];
            pages[page] = one;
        }
        return one[set & (PAGE - 1)] += more;
    }
}
