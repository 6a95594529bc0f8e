package io.patchwave.access.signin;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A map of bounded size that forgets what was not asked for longest. */
final class RecentMap<K, V> {
    private final Map<K, V> entries;

    RecentMap(int most) {
        entries = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }

    synchronized @Nullable V get(K key) {
        return entries.get(key);
    }

    synchronized void put(K key, V content) {
        entries.put(key, content);
    }

    synchronized void remove(K key) {
        entries.remove(key);
    }

    synchronized V getOrPut(K key, java.util.function.Supplier<V> fresh) {
        return entries.computeIfAbsent(key, unused -> fresh.get());
    }

    synchronized int size() {
        return entries.size();
    }
}
