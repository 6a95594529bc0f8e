package io.patchwave.bench;

import io.patchwave.exposure.Ruler;
import io.patchwave.inventory.Software;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.roaringbitmap.RoaringBitmap;

/** The fleet's answers: set → numbers, and turned round, number → sets. */
final class Answers {
    private final List<Software> sets;
    private final RoaringBitmap[] bySet;
    private RoaringBitmap[] byNumber = new RoaringBitmap[0];

    private Answers(List<Software> sets) {
        this.sets = sets;
        this.bySet = new RoaringBitmap[sets.size()];
    }

    /** Rules on all sets. */
    static Answers of(Worlds worlds, List<Software> sets) {
        Answers answers = new Answers(sets);
        IntStream.range(0, sets.size())
                .parallel()
                .forEach(set -> answers.bySet[set] = numbers(sink -> worlds.rule(sets.get(set), sink)));
        answers.invert();
        return answers;
    }

    /** Answers in all. */
    long count() {
        return Arrays.stream(bySet).mapToLong(RoaringBitmap::getLongCardinality).sum();
    }

    /** Takes a newer catalog in; tells how many sets were ruled on again. */
    int apply(Worlds fresh, Worlds before) {
        List<Ruler.Difference> differences = fresh.since(before);
        AtomicInteger touched = new AtomicInteger();
        if (differences == null) {
            Answers all = of(fresh, sets);
            System.arraycopy(all.bySet, 0, bySet, 0, bySet.length);
            byNumber = all.byNumber;
            return bySet.length;
        }
        for (int world = 0; world < differences.size(); world++) {
            Ruler.Difference difference = differences.get(world);
            if (difference.keys().isEmpty()) {
                continue;
            }
            int of = world;
            RoaringBitmap[] added = new RoaringBitmap[bySet.length];
            IntStream.range(0, bySet.length).parallel().forEach(set -> {
                Software software = sets.get(set);
                if (fresh.judges(of, software) && difference.touches(software)) {
                    touched.incrementAndGet();
                    added[set] = numbers(sink -> fresh.rule(of, difference, software, sink));
                }
            });
            publish(added);
        }
        return touched.get();
    }

    private void publish(RoaringBitmap[] added) {
        byNumber = Arrays.copyOf(byNumber, Math.max(byNumber.length, Worlds.numbers()));
        for (int set = 0; set < added.length; set++) {
            if (added[set] != null) {
                bySet[set].or(added[set]);
                for (int number : added[set].toArray()) {
                    if (byNumber[number] == null) {
                        byNumber[number] = new RoaringBitmap();
                    }
                    byNumber[number].add(set);
                }
            }
        }
    }

    private interface Saying {
        void into(Worlds.Sink sink);
    }

    private static RoaringBitmap numbers(Saying saying) {
        int[][] numbers = {new int[1024]};
        int[] count = {0};
        saying.into(number -> {
            if (count[0] == numbers[0].length) {
                numbers[0] = Arrays.copyOf(numbers[0], 2 * count[0]);
            }
            numbers[0][count[0]++] = number;
        });
        Arrays.sort(numbers[0], 0, count[0]);
        return RoaringBitmap.bitmapOf(Arrays.copyOf(numbers[0], count[0]));
    }

    private void invert() {
        int size = Worlds.numbers();
        byNumber = new RoaringBitmap[size];
        for (int number = 0; number < size; number++) {
            byNumber[number] = new RoaringBitmap();
        }
        for (int set = 0; set < bySet.length; set++) {
            int at = set;
            bySet[set].forEach((org.roaringbitmap.IntConsumer) number -> byNumber[number].add(at));
        }
    }
}
