package io.patchwave.exposure.rpm;

import io.patchwave.inventory.LinuxSoftware;
import io.patchwave.inventory.NumberedList;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Numbers for names with architecture, the same from one state of a catalog to the next; 0 is nobody's. */
final class Names {
    private final Map<String, Integer> numbers = new ConcurrentHashMap<>();
    private final AtomicInteger last = new AtomicInteger();

    private final Map<String, Integer> plain = new ConcurrentHashMap<>();
    /** By number of a plain name, which grows by one; read without the lock that guards its growth. */
    private volatile @Nullable String[] texts = new String[1024];

    /** By dictionary number of a package, the number of its plain name. Written without locks: what is lost is found out again. */
    private volatile int[] ofPackages = new int[8192];

    /**
     * The number of a package's name without architecture, from 1 on. An item of the dictionary never changes: its name is read once,
     * whatever becomes of the catalog.
     */
    int plain(NumberedList<LinuxSoftware.Rpm> packages, int index) {
        int number = packages.number(index);
        int[] known = ofPackages;
        if (number < known.length && known[number] != 0) {
            return known[number];
        }
        String name = Spelled.name(packages.get(index).nevra());
        Integer met = plain.get(name);
        int found = met != null ? met : added(name);
        (number < known.length ? known : grown(number))[number] = found;
        return found;
    }

    /** The name that has this number. A number can be seen before its text is: then the lock under which both were written helps. */
    String text(int plain) {
        @Nullable String[] known = texts;
        String text = plain < known.length ? known[plain] : null;
        return text != null ? text : settled(plain);
    }

    private synchronized String settled(int plain) {
        return Objects.requireNonNull(texts[plain]);
    }

    private synchronized int added(String name) {
        Integer met = plain.get(name);
        if (met != null) {
            return met;
        }
        int number = plain.size() + 1;
        if (number >= texts.length) {
            texts = Arrays.copyOf(texts, number * 2);
        }
        texts[number] = name;
        plain.put(name, number);
        return number;
    }

    private synchronized int[] grown(int number) {
        if (number >= ofPackages.length) {
            ofPackages = Arrays.copyOf(ofPackages, number * 2);
        }
        return ofPackages;
    }

    /** @param key {@code name.arch} */
    int number(String key) {
        Integer known = numbers.get(key);
        return known != null ? known : numbers.computeIfAbsent(key, fresh -> last.incrementAndGet());
    }
}
