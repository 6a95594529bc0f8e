package io.patchwave.exposure.guard;

import io.patchwave.catalog.CatalogSnapshot;
import io.patchwave.exposure.Evaluator;
import io.patchwave.exposure.PresentCatalog;
import io.patchwave.exposure.Ruler;
import io.patchwave.inventory.Software;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One package world in both catalogs. Where it can tell what differs, sets that it does not touch are not looked at, what stands is
 * taken from the answers that are there, and only what differs is ruled on. Many threads compare at once.
 */
final class World {
    private final Evaluator evaluator;
    private final Answers before;
    private final Answers after;
    private final Ruler.@Nullable Difference difference;
    private final boolean skips;
    private final PresentCatalog.Held held;
    private final Set<String> keys;
    private final boolean nothing;
    private final Numbers numbers;
    private final ConcurrentHashMap<Integer, Group> groups = new ConcurrentHashMap<>();

    /** Numbers of a group's advisories, and whether its rulings may differ. */
    private record Group(int[] advisories, boolean differs) {}

    private World(
            Evaluator evaluator,
            Evaluator.Compiled old,
            Evaluator.Compiled fresh,
            PresentCatalog.Held held,
            Set<String> renamed,
            Numbers numbers) {
        this.evaluator = evaluator;
        this.before = new Answers(old, numbers);
        this.after = new Answers(fresh, numbers);
        this.difference = fresh.since(old);
        this.held = held;
        this.keys = difference == null ? Set.of() : Set.copyOf(difference.keys());
        this.skips = difference != null && tellsOf(renamed, keys, old, fresh);
        this.nothing = old == fresh && renamed.isEmpty();
        this.numbers = numbers;
    }

    static World of(
            Fleet fleet,
            Evaluator evaluator,
            CatalogSnapshot before,
            CatalogSnapshot after,
            Set<String> renamed,
            Numbers numbers) {
        Evaluator.Compiled old = fleet.compiled(evaluator, before);
        return new World(evaluator, old, evaluator.compile(after, old), fleet.held(before), renamed, numbers);
    }

    /** Whether every renamed advisory of this world is among those that differ: sets that these do not touch are none of ours. */
    private static boolean tellsOf(
            Set<String> renamed, Set<String> keys, Evaluator.Compiled old, Evaluator.Compiled fresh) {
        Set<String> differing = new HashSet<>();
        Set<String> standing = new HashSet<>();
        Stream.of(old, fresh)
                .flatMap(compiled -> compiled.groups().stream())
                .forEach(group -> (keys.contains(group.key()) ? differing : standing).addAll(group.advisories()));
        standing.removeAll(differing);
        return renamed.stream().noneMatch(standing::contains);
    }

    boolean judges(Software software) {
        return evaluator.judges(software);
    }

    /** Adds what becomes of a set; the rows are scratch. */
    void compare(Fleet.Share share, Answers.Row rowBefore, Answers.Row rowAfter, FleetEffect effect) {
        if (nothing) {
            return;
        }
        Software software = share.software();
        Ruler.Difference differs = difference != null && difference.holdsFor(software) ? difference : null;
        if (differs != null && skips && !differs.touches(software)) {
            return;
        }
        rowBefore.clear();
        rowAfter.clear();
        boolean known = held.each(share.set(), (number, name, verdict) -> {
            Group group = groups.computeIfAbsent(number, id -> group(name));
            rowBefore.put(group.advisories(), verdict);
            if (!group.differs()) {
                rowAfter.put(group.advisories(), verdict);
            }
        });
        if (!known) {
            before.ask(software, rowBefore);
        }
        if (known && differs != null) {
            differs.rule(software, after.into(rowAfter));
        } else {
            after.ask(software, rowAfter);
        }
        effect.add(rowBefore, rowAfter, share.hosts());
    }

    private Group group(Ruler.GroupName name) {
        return new Group(name.advisories().stream().mapToInt(numbers::of).toArray(), keys.contains(name.key()));
    }
}
