package io.patchwave.exposure;

import io.patchwave.inventory.Software;
import io.patchwave.inventory.SoftwareSets;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Evaluates software sets: rulings, then numbers for new ones, then the database, then the index, then the event. */
@ApplicationScoped
class SetEvaluation {
    private static final Logger LOG = Logger.getLogger(SetEvaluation.class);

    private final SoftwareSets softwareSets;
    private final CompiledCatalog catalog;
    private final RulingNumbers numbers;
    private final SetRows rows;
    private final SetStates states;
    private final LiveIndex live;
    private final Event<FindingsChanged> findingsChanged;

    SetEvaluation(
            SoftwareSets softwareSets,
            CompiledCatalog catalog,
            RulingNumbers numbers,
            SetRows rows,
            SetStates states,
            LiveIndex live,
            Event<FindingsChanged> findingsChanged) {
        this.softwareSets = softwareSets;
        this.catalog = catalog;
        this.numbers = numbers;
        this.rows = rows;
        this.states = states;
        this.live = live;
        this.findingsChanged = findingsChanged;
    }

    /** Evaluates the sets at the newest catalog revision; the answer is which of them could not be (logged). */
    Set<Long> evaluate(Collection<Long> sets) {
        return evaluate(catalog.current(), sets, null, false);
    }

    /**
     * Evaluates the sets by this catalog.
     *
     * @param plan what differs from the catalog before; null where all has to be ruled on
     * @param sweeping whether all sets are being swept, so that those without change need no writing
     */
    Set<Long> evaluate(CompiledCatalog.Ready ready, Collection<Long> sets, @Nullable SweepPlan plan, boolean sweeping) {
        Map<Long, SetState> known = live.index().sets(sets);
        SetState.Swept swept = live.index().swept();
        Map<Long, Software> loaded = softwareSets.load(sets);
        Set<Long> failed = ConcurrentHashMap.newKeySet();
        sets.stream().filter(set -> !loaded.containsKey(set)).forEach(failed::add);
        List<Draft> drafts = loaded.entrySet().parallelStream()
                .map(set -> {
                    try {
                        return rule(ready, set.getKey(), set.getValue(), known.get(set.getKey()), plan, swept);
                    } catch (RuntimeException e) {
                        LOG.errorf(e, "set not evaluated: set=%d catalogRev=%d", set.getKey(), ready.rev());
                        failed.add(set.getKey());
                        return null;
                    }
                })
                .filter(Objects::nonNull)
                .toList();
        if (!drafts.isEmpty()) {
            numbers.complete(drafts);
            List<SetStates.Found> found = drafts.parallelStream()
                    .map(draft -> new SetStates.Found(draft.set(), draft.rulings(), rows.shared(draft.whole())))
                    .toList();
            SetStates.Written written = states.write(found, ready.rev(), known, sweeping);
            live.apply(written.states());
            written.changed().forEach(set -> live.index().hostsOf(set).forEach(this::tell));
        }
        return failed;
    }

    /** The rulings on a set; null where it holds as it is. */
    private static @Nullable Draft rule(
            CompiledCatalog.Ready ready,
            long set,
            Software software,
            @Nullable SetState before,
            @Nullable SweepPlan plan,
            SetState.Swept swept) {
        CompiledCatalog.Ready.World world = ready.world(software);
        Draft draft = new Draft(set, world);
        SweepPlan.Step step = plan == null ? null : plan.step(world, before, swept);
        if (step == null || before == null) {
            draft.rule(ready, software);
            return draft;
        }
        Ruler.Difference difference = step.difference();
        if (difference != null && !difference.holdsFor(software)) {
            draft.rule(ready, software);
            return draft;
        }
        if (difference == null || !difference.touches(software)) {
            return null;
        }
        draft.rule(difference, step.numbers(), software, before);
        return draft;
    }

    /** Tells those who care that the host's answer is there. */
    void tell(UUID host) {
        findingsChanged.fire(new FindingsChanged(host));
    }
}
