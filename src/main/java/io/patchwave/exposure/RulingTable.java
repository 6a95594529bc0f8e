package io.patchwave.exposure;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * Rulings by number, by group and grounds, by advisory; and which sets have them. Numbers are dense enough for arrays. Not safe
 * for many threads: {@link ExposureIndex} guards it.
 */
final class RulingTable {
    /** Fewer sets are added one by one: joining bitmaps copies the old one. */
    private static final int FEW = 16;

    private @Nullable Ruling[] byId = new Ruling[1024];
    private @Nullable RoaringBitmap[] sets = new RoaringBitmap[1024];
    private int[] arrivals = new int[1024];
    private int size;
    private boolean turned = true;
    private Instant newest = Instant.MIN;
    private final Map<Integer, List<Ruling>> byGroup = new HashMap<>();
    private final Map<String, List<RemedyGroup>> byAdvisory = new HashMap<>();
    private final Map<String, List<RemedyGroup>> byKey = new HashMap<>();

    void add(Ruling ruling) {
        int id = ruling.id();
        if (id >= byId.length) {
            int length = Math.max(id + 1, byId.length + byId.length / 2);
            byId = Arrays.copyOf(byId, length);
            sets = Arrays.copyOf(sets, length);
        }
        if (byId[id] != null) {
            return;
        }
        byId[id] = ruling;
        if (size == arrivals.length) {
            arrivals = Arrays.copyOf(arrivals, size * 2);
        }
        arrivals[size++] = id;
        List<Ruling> siblings = byGroup.get(ruling.group().id());
        if (siblings == null) {
            siblings = new ArrayList<>(2);
            byGroup.put(ruling.group().id(), siblings);
            newest = newest.isBefore(ruling.group().knownAt()) ? ruling.group().knownAt() : newest;
            byKey.computeIfAbsent(ruling.group().key(), key -> new ArrayList<>(1))
                    .add(ruling.group());
            ruling.group()
                    .advisories()
                    .forEach(advisory -> byAdvisory
                            .computeIfAbsent(advisory, key -> new ArrayList<>(1))
                            .add(ruling.group()));
        }
        siblings.add(ruling);
    }

    boolean has(int id) {
        return id < byId.length && byId[id] != null;
    }

    /** The rulings of the ids; those not known here are left out. */
    List<Ruling> all(RoaringBitmap ids) {
        List<Ruling> found = new ArrayList<>(ids.getCardinality());
        ids.forEach((org.roaringbitmap.IntConsumer) id -> {
            Ruling ruling = id < byId.length ? byId[id] : null;
            if (ruling != null) {
                found.add(ruling);
            }
        });
        return found;
    }

    /** The number of the ruling; 0 where it has none here. */
    int number(int group, Grounds grounds) {
        for (Ruling ruling : byGroup.getOrDefault(group, List.of())) {
            if (ruling.grounds() == grounds) {
                return ruling.id();
            }
        }
        return 0;
    }

    /** The groups that the advisory stands in. */
    List<RemedyGroup> groups(String advisory) {
        return byAdvisory.getOrDefault(advisory, List.of());
    }

    /** Visits every ruling about the advisory that some set has, with those sets. */
    void about(String advisory, Visitor visitor) {
        for (RemedyGroup group : groups(advisory)) {
            for (Ruling ruling : byGroup.getOrDefault(group.id(), List.of())) {
                RoaringBitmap having = sets[ruling.id()];
                if (having != null && !having.isEmpty()) {
                    visitor.visit(ruling, having);
                }
            }
        }
    }

    /** The numbers of all rulings about the advisories. */
    RoaringBitmap numbers(Collection<String> advisories) {
        RoaringBitmap numbers = new RoaringBitmap();
        for (String advisory : advisories) {
            for (RemedyGroup group : groups(advisory)) {
                byGroup.getOrDefault(group.id(), List.of()).forEach(ruling -> numbers.add(ruling.id()));
            }
        }
        return numbers;
    }

    /** The numbers of all rulings on groups with these keys. */
    RoaringBitmap numbersOfKeys(Collection<String> keys) {
        RoaringBitmap numbers = new RoaringBitmap();
        for (String key : keys) {
            for (RemedyGroup group : byKey.getOrDefault(key, List.of())) {
                byGroup.getOrDefault(group.id(), List.of()).forEach(ruling -> numbers.add(ruling.id()));
            }
        }
        return numbers;
    }

    /** Every ruling that some set has. */
    void each(Visitor visitor) {
        for (int id = 0; id < byId.length; id++) {
            Ruling ruling = byId[id];
            RoaringBitmap having = sets[id];
            if (ruling != null && having != null && !having.isEmpty()) {
                visitor.visit(ruling, having);
            }
        }
    }

    /** Whether something was known of every advisory by then. */
    boolean allKnownBy(Instant time) {
        return !newest.isAfter(time);
    }

    /** The numbers of all rulings with that verdict. */
    RoaringBitmap with(Verdict verdict) {
        RoaringBitmap numbers = new RoaringBitmap();
        every(ruling -> {
            if (ruling.verdict() == verdict) {
                numbers.add(ruling.id());
            }
        });
        return numbers;
    }

    /** Whether it knows which sets have a ruling. */
    void turned(boolean yes) {
        turned = yes;
    }

    /** The sets that have a ruling of the mask; null where that is not known, or asking {@code quicker} sets is. */
    @Nullable RoaringBitmap joined(RoaringBitmap mask, int quicker) {
        if (!turned || mask.getCardinality() > quicker) {
            return null;
        }
        RoaringBitmap joined = new RoaringBitmap();
        mask.forEach((org.roaringbitmap.IntConsumer) id -> {
            RoaringBitmap having = id < sets.length ? sets[id] : null;
            if (having != null) {
                joined.or(having);
            }
        });
        return joined;
    }

    void remove(int id, int set) {
        RoaringBitmap having = sets[id];
        if (having != null) {
            having.remove(set);
        }
    }

    /** These sets do not have it any more. */
    void remove(int id, RoaringBitmap gone) {
        RoaringBitmap having = sets[id];
        if (having != null) {
            having.andNot(gone);
        }
    }

    void insert(int id, int set) {
        having(id).add(set);
    }

    /** Adds many sets at once, ascending. */
    void insert(int id, int[] ascending, int from, int to) {
        RoaringBitmap having = sets[id];
        if (having != null && to - from < FEW) {
            for (int i = from; i < to; i++) {
                having.add(ascending[i]);
            }
            return;
        }
        RoaringBitmap more = RoaringBitmap.bitmapOf(Arrays.copyOfRange(ascending, from, to));
        if (having == null) {
            sets[id] = more;
        } else {
            having.or(more);
        }
    }

    private RoaringBitmap having(int id) {
        RoaringBitmap having = sets[id];
        if (having == null) {
            having = new RoaringBitmap();
            sets[id] = having;
        }
        return having;
    }

    /** Every ruling known here, whether or not a set has it. */
    void every(Consumer<Ruling> consumer) {
        later(0, consumer);
    }

    /** Every ruling that came after the first {@code known}: what was worked out for those stands. */
    void later(int known, Consumer<Ruling> consumer) {
        for (int i = known; i < size; i++) {
            Ruling ruling = byId[arrivals[i]];
            if (ruling != null) {
                consumer.accept(ruling);
            }
        }
    }

    /** How many there are. */
    int size() {
        return size;
    }

    /** One more than the greatest number there may be. */
    int capacity() {
        return byId.length;
    }

    /** Takes a ruling with the sets that have it; the bitmap is the table's own. */
    @FunctionalInterface
    interface Visitor {
        void visit(Ruling ruling, RoaringBitmap sets);
    }
}
