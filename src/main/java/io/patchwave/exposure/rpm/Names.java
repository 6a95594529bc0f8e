package io.patchwave.exposure.rpm;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Numbers for names with architecture, the same from one state of a catalog to the next; 0 is nobody's. */
final class Names {
    private final Map<String, Integer> numbers = new ConcurrentHashMap<>();
    private final AtomicInteger last = new AtomicInteger();

    /** @param key {@code name.arch} */
    int number(String key) {
        Integer known = numbers.get(key);
        return known != null ? known : numbers.computeIfAbsent(key, fresh -> last.incrementAndGet());
    }
}
