package io.patchwave.inventory;

import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Compact members by set id, bounded by bytes, so that the fleet's sets can be walked again and again without the database.
 * Ids are dense, so a page of ids is an array. What does not fit pushes out a page drawn by lot: walks in the order of ids
 * would find nothing where the oldest had to go.
 */
final class MembersCache {
    private static final int PAGE = 512;
    /** What an array costs beside its content. */
    private static final int OVERHEAD = 24;

    private final long limit;
    private volatile byte[] @Nullable [][] pages = new byte[64][][];
    private long bytes;

    MembersCache(long limit) {
        this.limit = limit;
    }

    byte @Nullable [] get(long id) {
        byte[] @Nullable [][] all = pages;
        long page = id / PAGE;
        byte[] @Nullable [] one = page < all.length ? all[(int) page] : null;
        return one == null ? null : one[(int) (id % PAGE)];
    }

    synchronized void put(long id, byte[] members) {
        int page = Math.toIntExact(id / PAGE);
        if (page >= pages.length) {
            pages = Arrays.copyOf(pages, Math.max(page + 1, pages.length * 2));
        }
        byte[][] one = pages[page];
        if (one == null) {
            one = new byte[PAGE][];
            pages[page] = one;
        }
        if (one[(int) (id % PAGE)] == null) {
            one[(int) (id % PAGE)] = members;
            bytes += members.length + OVERHEAD;
        }
        for (int tries = 0; bytes > limit && tries < 64; tries++) {
            int victim = ThreadLocalRandom.current().nextInt(pages.length);
            if (victim != page) {
                drop(victim);
            }
        }
    }

    private void drop(int page) {
        byte[][] one = pages[page];
        if (one == null) {
            return;
        }
        for (byte[] members : one) {
            bytes -= members == null ? 0 : members.length + OVERHEAD;
        }
        pages[page] = null;
    }
}
