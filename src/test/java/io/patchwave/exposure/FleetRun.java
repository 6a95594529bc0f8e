package io.patchwave.exposure;

import io.patchwave.catalog.CatalogSnapshot;
import io.patchwave.exposure.rpm.RpmEvaluator;
import io.patchwave.exposure.windows.WindowsEvaluator;
import io.patchwave.inventory.Software;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A fleet ruled on in memory, by the classes that the server does it with: drafts, numbers, the index by set and turned round.
 * Only the database is left out. For measuring.
 */
public final class FleetRun {
    private static final int BATCH = 1000;
    private static final List<Evaluator> EVALUATORS = List.of(new WindowsEvaluator(), new RpmEvaluator());

    private final List<Software> sets;
    private final ExposureIndex index = new ExposureIndex();
    private final Map<String, RemedyGroup> groups = new HashMap<>();
    private int numbers;
    private CompiledCatalog.Ready ready;

    private FleetRun(List<Software> sets, CompiledCatalog.Ready ready) {
        this.sets = sets;
        this.ready = ready;
    }

    /** A catalog compiled from nothing, that nothing was ruled by yet. */
    public static final class Compiled {
        private final CompiledCatalog.Ready ready;

        public Compiled(CatalogSnapshot catalog) {
            ready = new CompiledCatalog(null, EVALUATORS).of(catalog, null);
        }

        /** Rules on all sets. */
        public FleetRun rule(List<Software> sets) {
            FleetRun run = new FleetRun(sets, ready);
            for (int from = 0; from < sets.size(); from += BATCH) {
                run.take(run.drafts(from, Math.min(from + BATCH, sets.size()), null));
            }
            return run;
        }
    }

    /** Takes a newer catalog in, compiling it; tells how many sets were ruled on again. */
    public int follow(CatalogSnapshot catalog) {
        ready = new CompiledCatalog(null, EVALUATORS).of(catalog, ready);
        SweepPlan plan = SweepPlan.of(ready, index);
        List<Draft> drafts = drafts(0, sets.size(), plan);
        take(drafts);
        return drafts.size();
    }

    /** Answers in all. */
    public long count() {
        return index.ask(view -> view.sets().values().stream()
                .mapToLong(state -> state.rulings().getLongCardinality())
                .sum());
    }

    private List<Draft> drafts(int from, int to, @Nullable SweepPlan plan) {
        return IntStream.range(from, to)
                .parallel()
                .mapToObj(set -> SetEvaluation.rule(
                        ready,
                        set,
                        sets.get(set),
                        index.set((long) set),
                        plan,
                        new SetState.Swept(
                                ready.before() == null ? 0 : ready.before().rev(), 1)))
                .filter(Objects::nonNull)
                .toList();
    }

    private void take(List<Draft> drafts) {
        List<Ruling> fresh = new ArrayList<>();
        Unnumbered.of(drafts)
                .forEach((world, wanted) -> wanted.forEach(one -> {
                    Ruling ruling = number(world, one);
                    world.numbering().learn(one.group(), one.grounds(), ruling.id());
                    fresh.add(ruling);
                }));
        index.add(fresh);
        List<SetStates.Found> found = drafts.parallelStream()
                .map(draft -> draft.found(UnaryOperator.identity()))
                .toList();
        Map<Long, Delta> deltas = new HashMap<>();
        List<SetState> states = new ArrayList<>();
        for (SetStates.Found one : found) {
            states.add(new SetState(one.setId(), ready.rev(), 1, 0, one.rulings(), one.whole()));
            if (one.delta() != null) {
                deltas.put(one.setId(), one.delta());
            }
        }
        index.put(states, deltas);
    }

    private Ruling number(CompiledCatalog.Ready.World world, Unnumbered one) {
        Ruler.GroupName name = world.compiled().groups().get(one.group());
        RemedyGroup known = groups.computeIfAbsent(
                name.key(), key -> new RemedyGroup(groups.size() + 1, key, name.advisories(), Instant.EPOCH));
        int id = index.number(known, one.grounds());
        return new Ruling(id == 0 ? ++numbers : id, known, one.grounds());
    }
}
