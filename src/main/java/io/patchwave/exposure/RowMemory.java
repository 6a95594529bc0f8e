package io.patchwave.exposure;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/** Rows counted by one plan, remembered set by set as long as the answers stand. */
final class RowMemory {
    private static final int TOGETHER = 250;

    private final RowPlan plan;
    private final Map<Long, Counted> sets = new ConcurrentHashMap<>();

    RowMemory(RowPlan plan) {
        this.plan = plan;
    }

    /** A set's hosts with the same peculiarity: their rows are the same. */
    record Kind(long set, RowPlan.Peculiar host) {}

    private record Counted(RoaringBitmap rulings, int[] rows) {}

    boolean isOf(AdvisoryBook.Book book) {
        return plan.isOf(book);
    }

    /**
     * The rows of a host of each kind, by {@link RowPlan#cell}. What is remembered is not counted again, the rest on all
     * processors.
     *
     * @param then holds the sets' answers
     * @param living the index that knows all rulings
     */
    Map<Kind, int[]> count(Collection<Kind> kinds, ExposureIndex.View then, ExposureIndex living) {
        return living.ask(view -> {
            plan.upTo(view.rulings());
            Map<Kind, int[]> counts = new ConcurrentHashMap<>(kinds.size() * 2);
            List<Kind> open = new ArrayList<>();
            for (Kind kind : kinds) {
                int[] known = kind.host() == RowPlan.Peculiar.NOTHING ? known(state(then, kind)) : null;
                if (known == null) {
                    open.add(kind);
                } else {
                    counts.put(kind, known);
                }
            }
            parts(open).parallelStream().forEach(part -> {
                RowPlan.Counter counter = plan.counter(view.rulings());
                part.forEach(kind ->
                        counts.put(kind, count(kind, state(then, kind).rulings(), counter)));
            });
            if (sets.size() > 2 * then.sets().size() + TOGETHER) {
                // Sets that nobody has any more.
                sets.clear();
            }
            return counts;
        });
    }

    private int[] count(Kind kind, RoaringBitmap rulings, RowPlan.Counter counter) {
        int[] rows = counter.of(rulings, kind.host());
        if (kind.host() == RowPlan.Peculiar.NOTHING) {
            sets.put(kind.set(), new Counted(rulings, rows));
        }
        return rows;
    }

    private int @Nullable [] known(SetState state) {
        Counted counted = sets.get(state.setId());
        return counted != null && counted.rulings() == state.rulings() ? counted.rows() : null;
    }

    private static SetState state(ExposureIndex.View view, Kind kind) {
        return Objects.requireNonNull(view.sets().get(kind.set()));
    }

    private static List<List<Kind>> parts(List<Kind> kinds) {
        List<List<Kind>> parts = new ArrayList<>();
        for (int from = 0; from < kinds.size(); from += TOGETHER) {
            parts.add(kinds.subList(from, Math.min(from + TOGETHER, kinds.size())));
        }
        return parts;
    }
}
