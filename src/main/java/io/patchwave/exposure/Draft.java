package io.patchwave.exposure;

import io.patchwave.inventory.Software;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.UnaryOperator;
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
    /** Where only what differs was ruled on: the answer before, and the rulings of it that stand no longer unless said again. */
    private @Nullable SetState former;

    private @Nullable RoaringBitmap differing;

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
        rulings = bits.take();
        former = before;
        this.differing = differing;
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

    private Evaluation.Whole whole() {
        return Objects.requireNonNull(whole);
    }

    /**
     * What was found; every ruling has its number by now. To be asked once.
     *
     * @param shared gives the one object for what is said of the set as a whole
     */
    SetStates.Found found(UnaryOperator<Evaluation.Whole> shared) {
        number();
        SetState before = former;
        if (before == null || differing == null) {
            rulings.runOptimize();
            return new SetStates.Found(set, rulings, shared.apply(whole()), null);
        }
        Delta delta = Delta.within(before, differing, rulings);
        return new SetStates.Found(set, delta.after(), shared.apply(whole()), delta);
    }

    private void number() {
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
}
