package io.patchwave.exposure;

import io.patchwave.inventory.Software;
import io.patchwave.inventory.SoftwareSets;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.util.ArrayList;
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
    private static final int PART = 50;

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
        return write(judge(catalog.current(), sets, null), false);
    }

    /**
     * Rulings on sets that are not written yet.
     *
     * @param known the sets' answers before
     * @param seen the revision of answers up to which {@code known} holds all
     * @param failed sets that could not be ruled on (logged)
     */
    record Judged(
            CompiledCatalog.Ready ready, List<Draft> drafts, Map<Long, SetState> known, long seen, Set<Long> failed) {}

    /**
     * Rules on the sets by this catalog, on all processors.
     *
     * @param plan what differs from the catalog before; null where all has to be ruled on
     */
    Judged judge(CompiledCatalog.Ready ready, Collection<Long> sets, @Nullable SweepPlan plan) {
        long seen = live.seenStates();
        Map<Long, SetState> known = live.index().sets(sets);
        SetState.Swept swept = live.index().swept();
        Set<Long> failed = ConcurrentHashMap.newKeySet();
        List<Draft> drafts = parts(List.copyOf(sets)).parallelStream()
                .flatMap(part -> rule(ready, part, known, plan, swept, failed).stream())
                .toList();
        return new Judged(ready, drafts, known, seen, failed);
    }

    /**
     * Writes what was ruled, takes it into the index and tells of it.
     *
     * @param sweeping whether all sets are being swept, so that those without change need no writing
     * @return the sets that could not be ruled on
     */
    Set<Long> write(Judged judged, boolean sweeping) {
        List<Draft> drafts = judged.drafts();
        if (!drafts.isEmpty()) {
            numbers.complete(drafts);
            List<SetStates.Found> found = drafts.parallelStream()
                    .map(draft -> draft.found(rows::shared))
                    .toList();
            SetStates.Before before = new SetStates.Before(judged.known(), judged.seen());
            SetStates.Written written = states.write(found, judged.ready().rev(), before, sweeping);
            live.takeOwn(written);
            written.changed().forEach(set -> live.index().hostsOf(set).forEach(this::tell));
        }
        return judged.failed();
    }

    /** Several for each processor: loading is work too. */
    private static List<List<Long>> parts(List<Long> sets) {
        List<List<Long>> parts = new ArrayList<>();
        for (int from = 0; from < sets.size(); from += PART) {
            parts.add(sets.subList(from, Math.min(from + PART, sets.size())));
        }
        return parts;
    }

    private List<Draft> rule(
            CompiledCatalog.Ready ready,
            List<Long> part,
            Map<Long, SetState> known,
            @Nullable SweepPlan plan,
            SetState.Swept swept,
            Set<Long> failed) {
        Map<Long, Software> loaded = softwareSets.load(part);
        List<Draft> drafts = new ArrayList<>(part.size());
        for (Long set : part) {
            Software software = loaded.get(set);
            try {
                Draft draft = software == null ? null : rule(ready, set, software, known.get(set), plan, swept);
                if (draft != null) {
                    drafts.add(draft);
                } else if (software == null) {
                    failed.add(set);
                }
            } catch (RuntimeException e) {
                LOG.errorf(e, "set not evaluated: set=%d catalogRev=%d", set, ready.rev());
                failed.add(set);
            }
        }
        return drafts;
    }

    /** The rulings on a set; null where it holds as it is. */
    static @Nullable Draft rule(
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
        draft.rule(difference, Objects.requireNonNull(step).numbers(), software, Objects.requireNonNull(before));
        return draft;
    }

    /** Tells those who care that the host's answer is there. */
    void tell(UUID host) {
        findingsChanged.fire(new FindingsChanged(host));
    }
}
