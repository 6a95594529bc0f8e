package io.patchwave.inventory;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Items this server has met, both ways: one shared instance by id, its id by content. Reading takes no lock. Bounded by two
 * generations: when the younger is full the older one is forgotten, and what is still asked for moves into the new one.
 */
final class ItemMemory {
    private final int most;
    private volatile Generation young = new Generation();
    private volatile Generation old = new Generation();

    ItemMemory(int most) {
        this.most = most;
    }

    /** The item with that id, or null when it is not here. */
    @Nullable Object item(int id) {
        Object item = young.item(id);
        if (item != null) {
            return item;
        }
        item = old.item(id);
        if (item != null) {
            put(id, item);
        }
        return item;
    }

    /** The id of an equal item; 0 when it is not here. */
    int id(Object item) {
        Integer id = young.ids.get(item);
        if (id != null) {
            return id;
        }
        id = old.ids.get(item);
        if (id == null) {
            return 0;
        }
        Object known = old.item(id);
        if (known != null) {
            put(id, known);
        }
        return id;
    }

    /** Keeps an item, made of texts that are shared with others'. */
    synchronized void put(int id, Object item) {
        if (young.item(id) != null) {
            return;
        }
        if (young.count >= most) {
            old = young;
            young = new Generation();
        }
        young.put(id, ItemForm.share(item, young::shared));
    }

    private static final class Generation {
        private static final int PAGE = 1024;

        private final Map<Object, Integer> ids = new ConcurrentHashMap<>();
        private final Map<String, String> texts = new ConcurrentHashMap<>();
        private volatile @Nullable Object[] @Nullable [] pages = new Object[64][];
        private int count;

        /** Items are immutable, so one seen through this race is whole; one not seen is asked for again. */
        @Nullable Object item(int id) {
            @Nullable Object[] @Nullable [] all = pages;
            int page = id / PAGE;
            @Nullable Object[] one = page < all.length ? all[page] : null;
            return one == null ? null : one[id % PAGE];
        }

        void put(int id, Object item) {
            int page = id / PAGE;
            if (page >= pages.length) {
                pages = Arrays.copyOf(pages, Math.max(page + 1, pages.length * 2));
            }
            @Nullable Object[] one = pages[page];
            if (one == null) {
                one = new Object[PAGE];
                pages[page] = one;
            }
            one[id % PAGE] = item;
            ids.put(item, id);
            count++;
        }

        String shared(String text) {
            String known = texts.putIfAbsent(text, text);
            return known == null ? text : known;
        }
    }
}
