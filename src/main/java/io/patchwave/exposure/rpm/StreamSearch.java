package io.patchwave.exposure.rpm;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the streams that fulfil wishes and all requirements: libsolv's solution, which is the first in the order of decisions. It
 * decides wish after wish, in the order in which dnf meets the modules, then what is required, the latest module's first; and of
 * what would do it takes the first by name.
 */
final class StreamSearch {
    /** Steps after which it is given up; real modules need a few dozen. */
    private static final int MOST_STEPS = 20_000;

    private final Candidates candidates;
    private final Map<Described, Integer> order = new HashMap<>();
    private final Map<String, Described> chosen = new HashMap<>();
    private List<Activation.Wish> wishes = List.of();
    private int steps;

    StreamSearch(Modularity all, Candidates candidates) {
        this.candidates = candidates;
        all.streams().forEach(each -> order.put(each, order.size()));
    }

    /** The active stream by module; null where there is no solution, or it is not found in good time. */
    @Nullable Map<String, Described> first(List<Activation.Wish> these) {
        chosen.clear();
        wishes = these;
        return isFulfilled() ? Map.copyOf(chosen) : null;
    }

    private boolean isFulfilled() {
        if (++steps > MOST_STEPS) {
            return false;
        }
        ModuleDocument.Requirement open = open();
        if (open == null) {
            return true;
        }
        for (Described candidate : candidates.of(open)) {
            if (chosen.values().stream().allMatch(candidate::agreesWith)) {
                chosen.put(candidate.module(), candidate);
                if (isFulfilled()) {
                    return true;
                }
                chosen.remove(candidate.module());
            }
        }
        return false;
    }

    /** What is still to be chosen, or was chosen against a wish; null: nothing. */
    private ModuleDocument.@Nullable Requirement open() {
        Activation.Wish open = null;
        for (Activation.Wish wish : wishes) {
            Described made = chosen.get(wish.module());
            if (made == null) {
                open = open == null ? wish : open;
            } else if (!made.stream().equals(wish.stream())) {
                return wish.asRequirement();
            }
        }
        return open != null ? open.asRequirement() : required();
    }

    private ModuleDocument.@Nullable Requirement required() {
        List<Described> latestFirst = new ArrayList<>(chosen.values());
        latestFirst.sort(Comparator.comparing(order::get, Comparator.reverseOrder()));
        for (Described each : latestFirst) {
            for (ModuleDocument.Requirement required : each.requirements()) {
                if (!chosen.containsKey(required.module()) && !candidates.isSettled(each, required)) {
                    return required;
                }
            }
        }
        return null;
    }
}
