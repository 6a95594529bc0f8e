package io.patchwave.exposure;

import io.patchwave.inventory.Software;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/** The rulings on one set while they are found: those with numbers as numbers, the others by name until they have one. */
final class Draft {
    private final long set;
    private final CompiledCatalog.Ready.@Nullable World world;
    private final List<Missing> pending = new ArrayList<>(0);
    private int[] ids = new int[256];
    private int size;
    private Evaluation.@Nullable Whole whole;
    private @Nullable RoaringBitmap kept;
    private @Nullable RoaringBitmap rulings;

    /** A group of the world, by its number there, and the grounds. */
    record Missing(int group, Grounds grounds) {}

    Draft(long set, CompiledCatalog.Ready.@Nullable World world) {
        this.set = set;
        this.world = world;
    }

    void rule(CompiledCatalog.Ready ready, Software software) {
        whole = ready.rule(software, this::add);
    }

    /** Rules on what differs only: the rest of the answer before stands. */
    void rule(Ruler.Difference difference, RoaringBitmap differing, Software software, SetState before) {
        whole = before.whole();
        kept = RoaringBitmap.andNot(before.rulings(), differing);
        difference.rule(software, this::add);
    }

    private void add(int group, Grounds grounds) {
        int id = world == null ? 0 : world.numbering().of(group, grounds);
        if (id == 0) {
            pending.add(new Missing(group, grounds));
        } else {
            add(id);
        }
    }

    private void add(int id) {
        if (size == ids.length) {
            ids = Arrays.copyOf(ids, size * 2);
        }
        ids[size++] = id;
    }

    /** Tells what has no number yet. */
    void missing(BiConsumer<CompiledCatalog.Ready.World, Missing> consumer) {
        if (world != null) {
            for (Missing one : pending) {
                if (world.numbering().of(one.group(), one.grounds()) == 0) {
                    consumer.accept(world, one);
                }
            }
        }
    }

    long set() {
        return set;
    }

    Evaluation.Whole whole() {
        return java.util.Objects.requireNonNull(whole);
    }

    /** All of it; every ruling has its number by now. */
    RoaringBitmap rulings() {
        if (rulings == null) {
            for (Missing one : pending) {
                int id = world == null ? 0 : world.numbering().of(one.group(), one.grounds());
                if (id == 0) {
                    throw new IllegalStateException("a ruling has no number, group " + one.group());
                }
                add(id);
            }
            pending.clear();
            Arrays.sort(ids, 0, size);
            rulings = RoaringBitmap.bitmapOf(Arrays.copyOf(ids, size));
            if (kept != null) {
                rulings.or(kept);
            }
            rulings.runOptimize();
        }
        return rulings;
    }
}
