package io.patchwave.exposure.linux;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what is known of a package, for many threads at once and within a bound: by the package object itself first, since
 * machines with equal packages share it, else by content. What it forgets is found out again.
 *
 * @param <K> a package
 * @param <V> what is known of it
 */
public final class Memo<K, V extends Memo.Known<K, V>> {
    private static final int MOST = 400_000;
    private static final int WINDOW = 4;

    private final ConcurrentHashMap<K, V> byContent = new ConcurrentHashMap<>();
    /** By identity hash. Written without locks: a lost write is only a slower look-up, since the values are immutable. */
    private volatile Object[] byIdentity = new Object[1 << 10];

    /** Something known of a package: immutable, all fields final. */
    public interface Known<K, V> {
        /** The very object. */
        K key();

        /** The same, known of an equal object. */
        V under(K key);
    }

    /** Null where nothing is known. */
    @SuppressWarnings({"unchecked", "ReferenceEquality"})
    public @Nullable V get(K key) {
        Object[] slots = byIdentity;
        int at = spread(System.identityHashCode(key));
        for (int i = 0; i < WINDOW; i++) {
            V known = (V) slots[(at + i) & (slots.length - 1)];
            if (known == null) {
                break;
            }
            if (known.key() == key) {
                return known;
            }
        }
        V equal = byContent.get(key);
        if (equal == null) {
            return null;
        }
        V same = equal.key() == key ? equal : equal.under(key);
        place(same);
        return same;
    }

    /** What is known of each of a list; null where nothing is. In passes, so that the waits for memory overlap. */
    @SuppressWarnings({"unchecked", "ReferenceEquality"})
    public void get(List<K> keys, @Nullable V[] into) {
        Object[] slots = byIdentity;
        int size = keys.size();
        int[] at = new int[size];
        for (int i = 0; i < size; i++) {
            at[i] = spread(System.identityHashCode(keys.get(i))) & (slots.length - 1);
        }
        for (int i = 0; i < size; i++) {
            into[i] = (V) slots[at[i]];
        }
        for (int i = 0; i < size; i++) {
            V known = into[i];
            if (known == null || known.key() != keys.get(i)) {
                into[i] = get(keys.get(i));
            }
        }
    }

    /** Remembers it in place of what was known of the same package. */
    public void put(V known) {
        if (byContent.size() > MOST) {
            byContent.clear();
            byIdentity = new Object[1 << 10];
        }
        byContent.put(known.key(), known);
        int size = byIdentity.length;
        if (byContent.size() > size / 3 && size < 1 << 20) {
            grow(size);
        }
        place(known);
    }

    private synchronized void grow(int from) {
        if (byIdentity.length == from) {
            byIdentity = new Object[from * 4];
            byContent.values().forEach(this::place);
        }
    }

    @SuppressWarnings({"unchecked", "ReferenceEquality"})
    private void place(V known) {
        Object[] slots = byIdentity;
        int at = spread(System.identityHashCode(known.key()));
        for (int i = 0; i < WINDOW; i++) {
            V there = (V) slots[(at + i) & (slots.length - 1)];
            if (there == null || there.key() == known.key()) {
                slots[(at + i) & (slots.length - 1)] = known;
                return;
            }
        }
        slots[at & (slots.length - 1)] = known;
    }

    private static int spread(int hash) {
        return (hash * 0x9E3779B9) >>> 7;
    }
}
