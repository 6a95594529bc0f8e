package io.patchwave.exposure.rpm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The advisories of one source for one release, by what they fix.
 *
 * @param fixes by {@code name.arch} for errata, by {@code name} for OSV, which has no architectures
 * @param advisories numbers of all of them, those without a fix here included
 */
record FixIndex(Map<String, Fix.Of> fixes, BitSet advisories) {
    private static final Fix[] NONE = new Fix[0];
    private static final Fix.Of NOTHING = new Fix.Of(NONE, List.of());

    static final FixIndex EMPTY = new FixIndex(Map.of(), new BitSet());

    Fix.@Nullable Of under(String key) {
        return fixes.get(key);
    }

    /**
     * In a newer state.
     *
     * @param gone numbers of advisories whose fixes no longer hold
     * @param keys all keys that any of them, or any of the added, is under
     */
    FixIndex renewed(BitSet gone, Set<String> keys, FixIndex added) {
        Map<String, Fix.Of> renewed = new HashMap<>(fixes);
        for (String key : keys) {
            Fix.Of old = fixes.getOrDefault(key, NOTHING);
            Fix.Of more = added.fixes.getOrDefault(key, NOTHING);
            Fix[] sorted = Stream.concat(
                            Arrays.stream(old.sorted())
                                    .filter(fix -> !gone.get(fix.advisory().number())),
                            Arrays.stream(more.sorted()))
                    .sorted(Fix.BY_EVR)
                    .toArray(Fix[]::new);
            List<Fix.Odd> odd = new ArrayList<>(old.odd());
            odd.removeIf(fix -> gone.get(fix.advisory().number()));
            odd.addAll(more.odd());
            if (sorted.length == 0 && odd.isEmpty()) {
                renewed.remove(key);
            } else {
                renewed.put(key, new Fix.Of(sorted, List.copyOf(odd)));
            }
        }
        BitSet numbers = (BitSet) advisories.clone();
        numbers.andNot(gone);
        numbers.or(added.advisories);
        return new FixIndex(renewed, numbers);
    }

    /** Collects, sorts and freezes. */
    static final class Builder {
        private final Map<String, List<Fix>> sorted = new HashMap<>();
        private final Map<String, List<Fix.Odd>> odd = new HashMap<>();
        private final BitSet advisories = new BitSet();

        void advisory(Advisory advisory) {
            advisories.set(advisory.number());
        }

        void add(String key, Fix fix) {
            sorted.computeIfAbsent(key, k -> new ArrayList<>(2)).add(fix);
        }

        void add(String key, Fix.Odd fix) {
            odd.computeIfAbsent(key, k -> new ArrayList<>(2)).add(fix);
        }

        FixIndex build() {
            Set<String> keys = new HashSet<>(sorted.keySet());
            keys.addAll(odd.keySet());
            Map<String, Fix.Of> fixes = new HashMap<>(keys.size() * 2);
            for (String key : keys) {
                List<Fix> list = sorted.get(key);
                fixes.put(
                        key,
                        new Fix.Of(
                                list == null
                                        ? NONE
                                        : list.stream()
                                                .distinct()
                                                .sorted(Fix.BY_EVR)
                                                .toArray(Fix[]::new),
                                odd.getOrDefault(key, List.of())));
            }
            return new FixIndex(fixes, advisories);
        }
    }
}
