package io.patchwave.exposure;

import io.patchwave.inventory.Software;
import io.patchwave.inventory.SoftwareSets;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;
import org.roaringbitmap.RoaringBitmap;

/** Evaluates software sets: pure answers, then numbers for them, then the database, then the index, then the event. */
@ApplicationScoped
class SetEvaluation {
    private static final Logger LOG = Logger.getLogger(SetEvaluation.class);

    private final SoftwareSets softwareSets;
    private final CompiledCatalog catalog;
    private final Judgements judgements;
    private final SetStates states;
    private final LiveIndex live;
    private final Event<FindingsChanged> findingsChanged;

    SetEvaluation(
            SoftwareSets softwareSets,
            CompiledCatalog catalog,
            Judgements judgements,
            SetStates states,
            LiveIndex live,
            Event<FindingsChanged> findingsChanged) {
        this.softwareSets = softwareSets;
        this.catalog = catalog;
        this.judgements = judgements;
        this.states = states;
        this.live = live;
        this.findingsChanged = findingsChanged;
    }

    /** Evaluates the sets at the newest catalog revision; the answer is which of them could not be (logged). */
    Set<Long> evaluate(Collection<Long> sets) {
        CompiledCatalog.Ready ready = catalog.current();
        Set<Long> failed = new LinkedHashSet<>(sets);
        Map<Long, Evaluation> evaluations = new HashMap<>();
        for (Map.Entry<Long, Software> set : softwareSets.load(sets).entrySet()) {
            try {
                evaluations.put(set.getKey(), ready.evaluate(set.getValue()));
                failed.remove(set.getKey());
            } catch (RuntimeException e) {
                LOG.errorf(e, "set not evaluated: set=%d catalogRev=%d", set.getKey(), ready.rev());
            }
        }
        if (evaluations.isEmpty()) {
            return failed;
        }
        number(evaluations.values());
        List<SetState> found = new ArrayList<>();
        evaluations.forEach((set, evaluation) ->
                found.add(new SetState(set, ready.rev(), bitmap(evaluation), SetState.Extras.of(evaluation))));
        SetStates.Written written = states.write(found);
        live.apply(written.states());
        written.changed().forEach(set -> live.index().hostsOf(set).forEach(this::tell));
        return failed;
    }

    /** Tells those who care that the host's answer is there. */
    void tell(java.util.UUID host) {
        findingsChanged.fire(new FindingsChanged(host));
    }

    private void number(Collection<Evaluation> evaluations) {
        Set<Judgement> fresh = new LinkedHashSet<>();
        for (Evaluation evaluation : evaluations) {
            for (Judgement judgement : evaluation.judgements()) {
                if (live.find(judgement) == null) {
                    fresh.add(judgement);
                }
            }
        }
        if (!fresh.isEmpty()) {
            live.learn(judgements.intern(fresh));
        }
    }

    private RoaringBitmap bitmap(Evaluation evaluation) {
        RoaringBitmap bitmap = new RoaringBitmap();
        for (Judgement judgement : evaluation.judgements()) {
            StoredJudgement stored = live.find(judgement);
            if (stored == null) {
                throw new IllegalStateException("a judgement has no number: " + judgement.group());
            }
            bitmap.add(stored.id());
        }
        return bitmap;
    }
}
