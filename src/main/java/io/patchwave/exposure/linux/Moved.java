package io.patchwave.exposure.linux;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Which members of a list went and which came, by identity: what the catalog did not read again is the same object. */
public record Moved<T>(List<T> gone, List<T> come) {
    /** From an earlier list to a later one. */
    @SuppressWarnings("ReferenceEquality")
    public static <T> Moved<T> between(List<T> before, List<T> now) {
        int from = 0;
        int endBefore = before.size();
        int endNow = now.size();
        if (before == now) {
            return new Moved<>(List.of(), List.of());
        }
        while (from < endBefore && from < endNow && before.get(from) == now.get(from)) {
            from++;
        }
        while (endBefore > from && endNow > from && before.get(endBefore - 1) == now.get(endNow - 1)) {
            endBefore--;
            endNow--;
        }
        Set<T> gone = Collections.newSetFromMap(new IdentityHashMap<>());
        gone.addAll(before.subList(from, endBefore));
        List<T> come = new ArrayList<>();
        for (T member : now.subList(from, endNow)) {
            if (!gone.remove(member)) {
                come.add(member);
            }
        }
        return new Moved<>(List.copyOf(gone), come);
    }

    /** Whether both lists hold the same. */
    public boolean isNothing() {
        return gone.isEmpty() && come.isEmpty();
    }
}
