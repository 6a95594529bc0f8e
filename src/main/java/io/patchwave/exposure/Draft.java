package io.patchwave.exposure;

import io.patchwave.inventory.Software;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/** The rulings on one set while they are found: those with numbers as a bitmap, the others by name until they have one. */
final class Draft {
    private static final int[] NONE = {};

    private final long set;
    private final CompiledCatalog.Ready.@Nullable World world;
    private int[] pending = NONE;
    private int size;
    private Evaluation.@Nullable Whole whole;
    private RoaringBitmap rulings = new RoaringBitmap();

    /** Takes a group of the world, by its number there, and {@link Grounds#number()}. */
    @FunctionalInterface
    interface Missing {
        void add(CompiledCatalog.Ready.World world, int group, int grounds);
    }

    Draft(long set, CompiledCatalog.Ready.@Nullable World world) {
        this.set = set;
        this.world = world;
    }

    void rule(CompiledCatalog.Ready ready, Software software) {
        Bits bits = Bits.ofThread();
        whole = ready.rule(software, (group, grounds) -> add(group, grounds, bits));
        rulings = bits.take();
    }

    /** Rules on what differs only: the rest of the answer before stands. */
    void rule(Ruler.Difference difference, RoaringBitmap differing, Software software, SetState before) {
        Bits bits = Bits.ofThread();
        whole = before.whole();
        difference.rule(software, (group, grounds) -> add(group, grounds, bits));
        rulings = RoaringBitmap.andNot(before.rulings(), differing);
        rulings.or(bits.take());
    }

    private void add(int group, Grounds grounds, Bits bits) {
        int id = world == null ? 0 : world.numbering().of(group, grounds.number());
        if (id != 0) {
            bits.set(id);
            return;
        }
        if (size == pending.length) {
            pending = Arrays.copyOf(pending, Math.max(16, size * 2));
        }
        pending[size++] = group;
        pending[size++] = grounds.number();
    }

    /** Tells what has no number yet. */
    void missing(Missing consumer) {
        for (int i = 0; i < size; i += 2) {
            if (world != null && world.numbering().of(pending[i], pending[i + 1]) == 0) {
                consumer.add(world, pending[i], pending[i + 1]);
            }
        }
    }

    long set() {
        return set;
    }

    Evaluation.Whole whole() {
        return Objects.requireNonNull(whole);
    }

    /** All of it; every ruling has its number by now. */
    RoaringBitmap rulings() {
        if (size > 0) {
            Bits bits = Bits.ofThread();
            for (int i = 0; i < size; i += 2) {
                int id = world == null ? 0 : world.numbering().of(pending[i], pending[i + 1]);
                if (id == 0) {
                    throw new IllegalStateException("a ruling has no number, group " + pending[i]);
                }
                bits.set(id);
            }
            rulings.or(bits.take());
            pending = NONE;
            size = 0;
        }
        rulings.runOptimize();
        return rulings;
    }
}
