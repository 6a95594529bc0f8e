package io.patchwave.inventory;

import io.patchwave.platform.json.SharedTexts;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Items this server has met, both ways: one shared instance by id, its id by content. Reading takes no lock. Bounded: when it
 * is full, a page of neighbouring ids drawn by lot is forgotten. A walk through the fleet asks for all items again and again;
 * where the oldest had to go it would find nothing.
 */
final class ItemMemory {
    private static final int PAGE = 1024;

    private final int most;
    private volatile @Nullable Object[] @Nullable [] pages = new Object[64][];
    private final SharedTexts texts = new SharedTexts(16);
    private volatile Table ids = new Table(1 << 10);
    private int count;
    private volatile boolean forgets;

    ItemMemory(int most) {
        this.most = most;
    }

    /** The item with that id, or null when it is not here. Items are immutable, so one seen through a race is whole. */
    @Nullable Object item(int id) {
        @Nullable Object[] @Nullable [] all = pages;
        int page = id / PAGE;
        @Nullable Object[] one = page < all.length ? all[page] : null;
        return one == null ? null : one[id % PAGE];
    }

    /** Whether all of these are here now. */
    boolean hasAll(int[] wanted) {
        @Nullable Object[] @Nullable [] all = pages;
        for (int id : wanted) {
            int page = id / PAGE;
            @Nullable Object[] one = page < all.length ? all[page] : null;
            if (one == null || one[id % PAGE] == null) {
                return false;
            }
        }
        return true;
    }

    /** The id of an equal item; 0 when it is not here. */
    int id(Object item) {
        Table table = ids;
        int hash = item.hashCode();
        for (int at = table.first(hash); table.slots[at] != 0; at = table.next(at)) {
            long slot = table.slots[at];
            if (Table.hash(slot) == hash && item.equals(item(Table.id(slot)))) {
                return Table.id(slot);
            }
        }
        return 0;
    }

    /** Keeps an item, made of texts that are shared with others'. */
    synchronized void put(int id, Object item) {
        if (item(id) != null) {
            return;
        }
        int page = id / PAGE;
        if (page >= pages.length) {
            pages = Arrays.copyOf(pages, Math.max(page + 1, pages.length * 2));
        }
        forgets |= count >= most;
        while (count >= most && forget(page)) {
            // Another page.
        }
        @Nullable Object[] one = pages[page];
        if (one == null) {
            one = new Object[PAGE];
            pages[page] = one;
        }
        Object shared = ItemForm.share(item, texts::of);
        one[id % PAGE] = shared;
        count++;
        if (!ids.hasRoom()) {
            ids = grown();
        }
        ids.add(shared.hashCode(), id);
    }

    /** Whether nothing was forgotten yet, and nothing has to be soon. */
    boolean hasRoom() {
        return !forgets;
    }

    /** Forgets a page drawn by lot, never that one; false where there is no other. */
    private boolean forget(int kept) {
        int start = ThreadLocalRandom.current().nextInt(pages.length);
        for (int i = 0; i < pages.length; i++) {
            int victim = (start + i) % pages.length;
            @Nullable Object[] page = victim == kept ? null : pages[victim];
            if (page != null) {
                for (Object item : page) {
                    count -= item == null ? 0 : 1;
                }
                pages[victim] = null;
                return true;
            }
        }
        return false;
    }

    /** A table with room of what is here; ids of what was forgotten stay behind. */
    private Table grown() {
        Table table = new Table(Integer.highestOneBit(Math.max(count, 256)) * 4);
        for (int page = 0; page < pages.length; page++) {
            @Nullable Object[] one = pages[page];
            for (int i = 0; one != null && i < PAGE; i++) {
                Object item = one[i];
                if (item != null) {
                    table.add(item.hashCode(), page * PAGE + i);
                }
            }
        }
        return table;
    }

    /** Hash and id of items, open addressing; at most half full. Written by one thread at a time. */
    private static final class Table {
        private final long[] slots;
        private final int shift;
        private int used;

        /** {@code size} is a power of two. */
        Table(int size) {
            slots = new long[size];
            shift = Integer.numberOfLeadingZeros(size) + 1;
        }

        static int hash(long slot) {
            return (int) (slot >>> 32);
        }

        static int id(long slot) {
            return (int) slot;
        }

        boolean hasRoom() {
            return used < slots.length / 2;
        }

        int first(int hash) {
            return (hash * 0x9E3779B9) >>> shift;
        }

        int next(int at) {
            return (at + 1) & (slots.length - 1);
        }

        void add(int hash, int id) {
            long slot = (long) hash << 32 | id;
            int at = first(hash);
            while (slots[at] != 0 && slots[at] != slot) {
                at = next(at);
            }
            used += slots[at] == 0 ? 1 : 0;
            slots[at] = slot;
        }
    }
}
