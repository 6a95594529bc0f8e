package io.patchwave.exposure;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * What differs between two compiled catalogs, world by world, so that a sweep rules only on what a changed advisory touches. A
 * set for which this does not hold (ruled on by an older catalog, a world that cannot tell) is ruled on whole.
 */
final class SweepPlan {
    private final long from;
    private final Map<CompiledCatalog.Ready.World, Step> steps = new IdentityHashMap<>();

    /**
     * What is to be done for the sets of one world.
     *
     * @param difference null where nothing differs at all
     * @param numbers rulings whose groups the difference speaks of, as far as any set has them
     */
    record Step(Ruler.@Nullable Difference difference, RoaringBitmap numbers) {}

    private SweepPlan(long from) {
        this.from = from;
    }

    /** The plan from the catalog compiled before; null where there was none. */
    static @Nullable SweepPlan of(CompiledCatalog.Ready now, ExposureIndex index) {
        CompiledCatalog.Ready before = now.before();
        if (before == null) {
            return null;
        }
        SweepPlan plan = new SweepPlan(before.rev());
        List<CompiledCatalog.Ready.World> worlds = now.worlds();
        for (int i = 0; i < worlds.size(); i++) {
            CompiledCatalog.Ready.World world = worlds.get(i);
            CompiledCatalog.Ready.World old = before.worlds().get(i);
            if (world == old) {
                plan.steps.put(world, new Step(null, new RoaringBitmap()));
            } else {
                Ruler.Difference difference = world.compiled().since(old.compiled());
                if (difference != null) {
                    plan.steps.put(world, new Step(difference, index.numbersOfKeys(difference.keys())));
                }
            }
        }
        return plan;
    }

    /** What to do with a set of that world in that state; null where it has to be ruled on whole. */
    @Nullable Step step(CompiledCatalog.Ready.@Nullable World world, @Nullable SetState state, SetState.Swept swept) {
        boolean follows = world != null && state != null && state.holdsAt(swept) == from;
        return follows ? steps.get(world) : null;
    }
}
