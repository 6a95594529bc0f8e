package io.patchwave.bench;

import io.patchwave.catalog.CatalogSnapshot;
import io.patchwave.exposure.Confidence;
import io.patchwave.exposure.Evaluator;
import io.patchwave.exposure.Grounds;
import io.patchwave.exposure.Ruler;
import io.patchwave.inventory.Software;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Compiled catalogs of several evaluators as one: numbers for (group, grounds), the same as long as the process runs. */
final class Worlds {
    private static final ConcurrentHashMap<Object, Integer> NUMBERS = new ConcurrentHashMap<>();

    private final List<World> worlds;

    private Worlds(List<World> worlds) {
        this.worlds = worlds;
    }

    /** One evaluator's; {@code numbers} remembers the number of a group's grounds by both their numbers. */
    record World(Evaluator evaluator, Evaluator.Compiled compiled, int[][] numbers) {
        int number(int group, Grounds grounds) {
            int[] known = numbers[group];
            int index = grounds.number();
            if (known != null && index < known.length && known[index] != 0) {
                return known[index] - 1;
            }
            return learn(group, grounds, index);
        }

        private synchronized int learn(int group, Grounds grounds, int index) {
            int[] known = numbers[group];
            int[] longer = new int[Math.max(index + 1, known == null ? 0 : known.length)];
            if (known != null) {
                System.arraycopy(known, 0, longer, 0, known.length);
            }
            String key = compiled.groups().get(group).key();
            int number = numberOf(new Key(evaluator.getClass(), key, grounds.number()));
            longer[index] = number + 1;
            numbers[group] = longer;
            return number;
        }
    }

    private record Key(Class<?> evaluator, String group, Object grounds) {}

    private record Said(
            Object verdict, String rule, @Nullable String reason, Confidence confidence) {}

    private static int numberOf(Key key) {
        return NUMBERS.computeIfAbsent(key, unknown -> NUMBERS.size());
    }

    static Worlds compile(List<Evaluator> evaluators, CatalogSnapshot catalog, @Nullable Worlds before) {
        List<World> worlds = new ArrayList<>();
        for (int at = 0; at < evaluators.size(); at++) {
            Evaluator evaluator = evaluators.get(at);
            Evaluator.Compiled compiled = evaluator.compile(
                    catalog, before == null ? null : before.worlds.get(at).compiled());
            worlds.add(new World(evaluator, compiled, new int[compiled.groups().size()][]));
        }
        return new Worlds(worlds);
    }

    static int numbers() {
        return NUMBERS.size();
    }

    private World of(Software software) {
        return worlds.stream()
                .filter(world -> world.evaluator().judges(software))
                .findFirst()
                .orElseThrow();
    }

    /** Takes numbers. */
    @FunctionalInterface
    interface Sink {
        void add(int number);
    }

    /** Everything that is said of the software. */
    void rule(Software software, Sink into) {
        World world = of(software);
        world.compiled().rule(software, (group, grounds) -> into.add(world.number(group, grounds)));
    }

    /** What has changed since, by evaluator; null where one cannot tell. */
    @Nullable List<Ruler.Difference> since(Worlds earlier) {
        List<Ruler.Difference> differences = new ArrayList<>();
        for (int at = 0; at < worlds.size(); at++) {
            World world = worlds.get(at);
            Ruler before = earlier.worlds.get(at).compiled();
            Ruler ruler = world.compiled();
            Ruler.Difference difference = ruler.since(before);
            if (difference == null) {
                return null;
            }
            differences.add(difference);
        }
        return differences;
    }

    /** Rules on what the difference holds. */
    void rule(int world, Ruler.Difference difference, Software software, Sink into) {
        World of = worlds.get(world);
        difference.rule(software, (group, grounds) -> into.add(of.number(group, grounds)));
    }

    boolean judges(int world, Software software) {
        return worlds.get(world).evaluator().judges(software);
    }
}
