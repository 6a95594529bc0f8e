package io.patchwave.exposure;

import io.patchwave.inventory.NumberedList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what is known of a package or program, for many threads at once and within a bound: by its number in the dictionary where a list
 * has numbers, else by content. What it forgets is found out again. What is known is immutable, all fields final: it is handed on
 * without locks.
 *
 * @param <K> a package or program
 * @param <V> what is known of it
 */
public final class Memo<K, V> {
    private static final int MOST = 400_000;
    private static final int PAGE = 1024;
    private static final int MOST_PAGES = 1024;

    private final ConcurrentHashMap<K, V> byContent = new ConcurrentHashMap<>();
    /** Pages by number. Entries are written without locks: a lost one is only found out again. */
    private volatile @Nullable Object[] @Nullable [] byNumber = new Object[64][];

    private int pages;

    /** Whether what is known still holds. */
    @FunctionalInterface
    public interface Current<V> {
        boolean isCurrent(V known);
    }

    /** What is known of a package of a list, found out where it is not known or no longer holds. */
    public V get(List<K> list, int index, Current<V> current, Function<K, V> finder) {
        if (list instanceof NumberedList<K> numbered) {
            int number = numbered.number(index);
            V known = at(number);
            if (known != null && current.isCurrent(known)) {
                return known;
            }
            V found = finder.apply(list.get(index));
            keep(number, found);
            return found;
        }
        return get(list.get(index), current, finder);
    }

    private V get(K key, Current<V> current, Function<K, V> finder) {
        V known = byContent.get(key);
        if (known != null && current.isCurrent(known)) {
            return known;
        }
        if (byContent.size() > MOST) {
            byContent.clear();
        }
        V found = finder.apply(key);
        byContent.put(key, found);
        return found;
    }

    /** The same of each of a list. In passes, so that the waits for memory overlap. */
    public void get(List<K> list, @Nullable V[] into, Current<V> current, Function<K, V> finder) {
        int size = list.size();
        if (list instanceof NumberedList<K> numbered) {
            for (int i = 0; i < size; i++) {
                into[i] = at(numbered.number(i));
            }
        }
        for (int i = 0; i < size; i++) {
            V known = into[i];
            if (known == null || !current.isCurrent(known)) {
                into[i] = get(list, i, current, finder);
            }
        }
    }

    @SuppressWarnings("unchecked")
    private @Nullable V at(int number) {
        @Nullable Object[] @Nullable [] all = byNumber;
        int page = number / PAGE;
        @Nullable Object[] one = page < all.length ? all[page] : null;
        return one == null ? null : (V) one[number % PAGE];
    }

    private void keep(int number, V found) {
        int page = number / PAGE;
        @Nullable Object[] @Nullable [] all = byNumber;
        @Nullable Object[] one = page < all.length ? all[page] : null;
        (one == null ? added(page) : one)[number % PAGE] = found;
    }

    private synchronized @Nullable Object[] added(int page) {
        if (pages >= MOST_PAGES) {
            byNumber = new Object[64][];
            pages = 0;
        }
        @Nullable Object[] @Nullable [] all = byNumber;
        if (page >= all.length) {
            all = Arrays.copyOf(all, Math.max(page + 1, all.length * 2));
        }
        @Nullable Object[] one = all[page];
        if (one == null) {
            one = new Object[PAGE];
            all[page] = one;
            pages++;
        }
        byNumber = all;
        return one;
    }
}
