package io.patchwave.exposure.rpm;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which streams dnf activates among modules that depend on one another: the enabled ones, the defaults, and what these require.
 * dnf lets a solver answer (libdnf's {@code ModulePackageContainer} asks libsolv). Where not all of it goes together, the solver
 * gives up wishes by the way its search took; that is followed only where it can give up nothing else.
 */
final class Activation {
    /** What a host says of a module. */
    interface Stated {
        /** The enabled stream; null where none is. */
        @Nullable String enabled(String module);

        boolean isDisabled(String module);

        /** The contexts that the host itself names for an enabled stream; null where it names none. */
        @Nullable Set<String> contexts(String module, String stream);
    }

    /** A stream that is to be active. */
    record Wish(String module, String stream, boolean isEnabled) {
        ModuleDocument.Requirement asRequirement() {
            return new ModuleDocument.Requirement(module, List.of(stream));
        }
    }

    private final List<Wish> wishes;
    private final List<Wish> enabled;
    private final Candidates candidates;
    private final StreamSearch search;
    /** Whether an older document of a stream, which requires something else, might be chosen. */
    private final boolean varies;

    private Activation(Modularity all, Set<String> circle, Stated stated) {
        this.wishes = List.copyOf(wishes(all, circle, stated));
        this.enabled = wishes.stream().filter(Wish::isEnabled).toList();
        this.candidates = new Candidates(all, circle, stated);
        this.search = new StreamSearch(all, candidates);
        this.varies = circle.size() > 1
                && circle.stream().flatMap(module -> all.of(module).stream()).anyMatch(Described::varies);
    }

    /**
     * The active stream of each module of the circle.
     *
     * @return null where it cannot be told: enabled streams contradict one another, or defaults do
     */
    static @Nullable Map<String, Described> of(Modularity all, Set<String> circle, Stated stated) {
        return new Activation(all, circle, stated).solve();
    }

    private static Collection<Wish> wishes(Modularity all, Set<String> circle, Stated stated) {
        Map<String, Wish> found = new LinkedHashMap<>();
        for (Described each : all.streams()) {
            String module = each.module();
            if (circle.contains(module) && !stated.isDisabled(module)) {
                String enabled = stated.enabled(module);
                String wanted = enabled != null ? enabled : all.defaultOf(module);
                if (each.stream().equals(wanted)) {
                    found.putIfAbsent(module, new Wish(module, each.stream(), enabled != null));
                }
            }
        }
        return found.values();
    }

    private @Nullable Map<String, Described> solve() {
        if (varies) {
            return null;
        }
        Map<String, Described> found = search.first(wishes);
        if (found != null) {
            return found;
        }
        return search.first(enabled) != null ? withoutDefaults() : withoutEnabled();
    }

    /** Defaults that do not go with the enabled streams are not active; two that do not go with one another are undecided. */
    private @Nullable Map<String, Described> withoutDefaults() {
        List<Wish> kept = goingWith(enabled);
        List<Wish> given = wishes.stream()
                .filter(wish -> !kept.contains(wish) && candidates.isPossible(wish))
                .toList();
        Set<String> touched =
                given.isEmpty() ? Set.of() : candidates.reach(Stream.concat(enabled.stream(), given.stream()));
        boolean clear = kept.stream().allMatch(wish -> wish.isEnabled || !touched.contains(wish.module));
        return clear ? search.first(kept) : null;
    }

    /** Enabled streams whose requirements nobody has are not active; those that contradict are undecided. */
    private @Nullable Map<String, Described> withoutEnabled() {
        List<Wish> possible = enabled.stream().filter(candidates::isPossible).toList();
        if (search.first(possible) == null) {
            return null;
        }
        List<Wish> kept = goingWith(possible);
        boolean clear = wishes.stream().allMatch(wish -> kept.contains(wish) || !candidates.isPossible(wish));
        return clear ? search.first(kept) : null;
    }

    /** These and every other wish that goes with them when it is the only other. */
    private List<Wish> goingWith(List<Wish> these) {
        List<Wish> going = new ArrayList<>();
        for (Wish wish : wishes) {
            if (these.contains(wish)) {
                going.add(wish);
            } else if (candidates.isPossible(wish)) {
                List<Wish> more = wishes.stream()
                        .filter(each -> each.equals(wish) || these.contains(each))
                        .toList();
                if (search.first(more) != null) {
                    going.add(wish);
                }
            }
        }
        return going;
    }
}
