package io.patchwave.exposure;

import io.patchwave.platform.database.Database;
import io.patchwave.platform.database.Revisions;
import io.patchwave.platform.database.Sql;
import io.patchwave.platform.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * Writes the answers of software sets. Writers queue at the revision {@code exposure}, so answers are written in its order,
 * whichever server evaluates; an answer of an older catalog never replaces a newer one. A small difference is a row of its own
 * beside the set's row, which takes it in after a few of them: one new advisory costs a short row a set, not a bitmap.
 */
@ApplicationScoped
class SetStates {
    static final String REVISION = "exposure";

    /** So many differences are kept beside a row before it is written anew. */
    private static final int FOLD_AFTER = 8;
    /** From here on what others wrote meanwhile is asked for as a whole instead of set by set. */
    private static final int MANY = 200;

    private static final List<String> ROW =
            List.of("software_set_id", "evaluated_rev", "touched_rev", "born_at", "rulings", "extras");
    private static final List<String> CHANGE =
            List.of("software_set_id", "rev", "at", "opened", "closed", "evaluated_rev");
    private static final String REWRITE = "update exposure_set_state set evaluated_rev = ?, touched_rev = ?,"
            + " rulings = ?, extras = ? where software_set_id = ?";
    private static final String EVALUATED =
            "update exposure_set_state set evaluated_rev = ?, touched_rev = ? where software_set_id = any(?)";
    private static final String SWEPT =
            "update exposure_sweep set catalog_rev = ?, upto = ? where id = 1 and catalog_rev <= ? and upto <= ?";

    /** The migration has made the row; without it nothing would ever count as swept. */
    private static final String FIRST_SWEEP =
            "insert into exposure_sweep (id, catalog_rev, upto, rules) values (1, 0, 0, '') on conflict do nothing";

    private static final String RULES = "select rules from exposure_sweep where id = 1";
    private static final String ADOPT =
            "update exposure_sweep set catalog_rev = 0, upto = 0, rules = ? where id = 1 and rules <> ?";
    private static final String FORGET = "update exposure_set_state set evaluated_rev = 0";
    private static final String FORGET_CHANGES = "update exposure_change set evaluated_rev = 0";

    private final Sql sql;
    private final Database database;
    private final Revisions revisions;
    private final SetRows rows;
    private final Clock clock;

    SetStates(Sql sql, Database database, Revisions revisions, SetRows rows, Clock clock) {
        this.sql = sql;
        this.database = database;
        this.revisions = revisions;
        this.rows = rows;
        this.clock = clock;
    }

    /**
     * What an evaluation found of a set.
     *
     * @param delta where only what differs was ruled on; else null
     */
    record Found(
            long setId,
            RoaringBitmap rulings,
            Evaluation.Whole whole,
            @Nullable Delta delta) {}

    /**
     * What this server holds of sets.
     *
     * @param seen every answer written up to that revision of answers is among those held, as far as any host has its set
     */
    record Before(Map<Long, SetState> known, long seen) {}

    /**
     * One server's contribution.
     *
     * @param states what stands now
     * @param changed which of the sets have another answer than before
     * @param deltas of those where it is known, from what stood before
     * @param rev the revision of answers it was written at
     */
    record Written(List<SetState> states, List<Long> changed, Map<Long, Delta> deltas, long rev) {}

    /** What is to be written, while it is collected. */
    private static final class Draft {
        private final List<@Nullable Object[]> born = new ArrayList<>();
        private final List<@Nullable Object[]> rewritten = new ArrayList<>();
        private final List<@Nullable Object[]> changes = new ArrayList<>();
        private final List<Long> confirmed = new ArrayList<>();
        private final List<SetState> states = new ArrayList<>();
        private final List<Long> changed = new ArrayList<>();
        private final Map<Long, Delta> deltas = new HashMap<>();
    }

    /**
     * Writes the answers where they are newer than what is there, and differences where they differ.
     *
     * @param before what this server holds of the sets; read again where another server was faster
     * @param sweeping whether {@link #swept} follows, which confirms what did not change
     */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    Written write(Collection<Found> found, long catalogRev, Before known, boolean sweeping) {
        long rev = revisions.bump(REVISION);
        Instant now = clock.instant();
        Map<Long, SetState> present = present(found, known);
        SetState.Swept swept = rows.swept();
        Draft draft = new Draft();
        for (Found one : found) {
            SetState before = present.get(one.setId());
            if (before == null) {
                byte[] bytes = Bitmaps.bytes(one.rulings());
                draft.born.add(new Object[] {one.setId(), catalogRev, rev, now, bytes, Json.write(one.whole())});
                draft.states.add(new SetState(one.setId(), catalogRev, rev, 0, one.rulings(), one.whole()));
                draft.changed.add(one.setId());
            } else if (before.holdsAt(swept) > catalogRev) {
                draft.states.add(before);
            } else {
                again(one, before, catalogRev, rev, now, sweeping, draft);
            }
        }
        database.bulkInsert("exposure_set_state", ROW, draft.born);
        sql.batch(REWRITE, draft.rewritten);
        database.bulkInsert("exposure_change", CHANGE, draft.changes);
        if (!draft.confirmed.isEmpty()) {
            sql.update(EVALUATED, catalogRev, rev, draft.confirmed);
        }
        return new Written(draft.states, draft.changed, draft.deltas, rev);
    }

    private static void again(
            Found one, SetState before, long catalogRev, long rev, Instant now, boolean sweeping, Draft draft) {
        long set = one.setId();
        Delta known = one.delta();
        Delta delta = known != null && known.isFrom(before) ? known : Delta.between(before, one.rulings());
        RoaringBitmap opened = delta.opened();
        RoaringBitmap closed = delta.closed();
        boolean differs = !opened.isEmpty() || !closed.isEmpty();
        boolean sameWhole = before.whole().equals(one.whole());
        if (!differs && sameWhole) {
            if (sweeping || before.evaluatedRev() >= catalogRev) {
                draft.states.add(before);
            } else {
                // The difference rows before this revision are folded in, or the row's touched_rev would hide them.
                rewrite(one, before, catalogRev, rev, draft);
            }
            return;
        }
        if (differs) {
            draft.changes.add(new Object[] {set, rev, now, Bitmaps.bytes(opened), Bitmaps.bytes(closed), catalogRev});
            draft.changed.add(set);
            draft.deltas.put(set, delta);
        }
        int size = opened.getCardinality() + closed.getCardinality();
        boolean small = size * 4 < before.rulings().getCardinality();
        if (sameWhole && small && before.unfolded() < FOLD_AFTER) {
            draft.states.add(new SetState(set, catalogRev, rev, before.unfolded() + 1, one.rulings(), before.whole()));
        } else {
            rewrite(one, before, catalogRev, rev, draft);
        }
    }

    private static void rewrite(Found one, SetState before, long catalogRev, long rev, Draft draft) {
        Evaluation.Whole whole = before.whole().equals(one.whole()) ? before.whole() : one.whole();
        if (before.unfolded() == 0
                && whole == before.whole()
                && before.rulings().equals(one.rulings())) {
            draft.confirmed.add(one.setId());
        } else {
            byte[] bytes = Bitmaps.bytes(one.rulings());
            draft.rewritten.add(new Object[] {catalogRev, rev, bytes, Json.write(whole), one.setId()});
        }
        draft.states.add(new SetState(one.setId(), catalogRev, rev, 0, one.rulings(), whole));
    }

    /**
     * Takes note of the rules of this server. Where the answers are by other rules they are all behind from now on: they stand
     * until the sweep has judged them again.
     *
     * @return whether that was so
     */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    boolean adopt(String rules) {
        if (sql.one(RULES, row -> row.getString(1)).filter(rules::equals).isPresent()) {
            return false;
        }
        revisions.bump(REVISION);
        if (sql.update(ADOPT, rules, rules) == 0) {
            return false;
        }
        sql.update(FORGET);
        sql.update(FORGET_CHANGES);
        return true;
    }

    /**
     * Notes that every answer written up to a revision holds at that catalog.
     *
     * @param failed sets that could not be evaluated: they stay behind
     */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    void swept(long catalogRev, long upto, Collection<Long> failed) {
        long rev = revisions.bump(REVISION);
        sql.update(FIRST_SWEEP);
        sql.update(SWEPT, catalogRev, upto, catalogRev, upto);
        for (SetState state : rows.load(failed)) {
            byte[] bytes = Bitmaps.bytes(state.rulings());
            sql.update(REWRITE, state.evaluatedRev(), rev, bytes, Json.write(state.whole()), state.setId());
        }
    }

    /** What stands of these sets, for sure: nobody else writes before this transaction ends. */
    private Map<Long, SetState> present(Collection<Found> found, Before before) {
        Map<Long, Long> written = found.size() < MANY ? Map.of() : rows.writtenAfter(before.seen());
        Map<Long, SetState> present = new HashMap<>();
        List<Long> unsure = new ArrayList<>();
        for (Found one : found) {
            SetState here = before.known().get(one.setId());
            boolean sure = found.size() >= MANY;
            if (sure && here != null && here.rev() >= written.getOrDefault(one.setId(), 0L)) {
                present.put(one.setId(), here);
            } else {
                unsure.add(one.setId());
            }
        }
        List<Long> other = new ArrayList<>();
        rows.written(unsure).forEach((set, rev) -> {
            SetState here = before.known().get(set);
            if (here != null && here.rev() == rev) {
                present.put(set, here);
            } else {
                other.add(set);
            }
        });
        rows.load(other).forEach(state -> present.put(state.setId(), state));
        return present;
    }
}
