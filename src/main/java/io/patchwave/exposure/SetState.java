package io.patchwave.exposure;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * The present answer for one software set.
 *
 * @param evaluatedRev catalog revision it was evaluated at
 * @param judgements ids of {@link StoredJudgement}s; never changed once here
 */
record SetState(long setId, long evaluatedRev, RoaringBitmap judgements, Extras extras) {
    SetState at(long rev) {
        return new SetState(setId, rev, judgements, extras);
    }

    /** What an evaluation says beside its judgements. */
    record Extras(@Nullable String product, List<Evaluation.HostUnknown> unknowns, List<String> probes) {
        static Extras of(Evaluation evaluation) {
            return new Extras(evaluation.product(), evaluation.hostUnknowns(), evaluation.probes());
        }
    }
}
