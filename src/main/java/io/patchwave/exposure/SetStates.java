package io.patchwave.exposure;

import io.patchwave.platform.database.Revisions;
import io.patchwave.platform.database.Sql;
import io.patchwave.platform.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
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
 * The answers of software sets and their history. Writers queue at the revision {@code exposure}, so the answers are written
 * in its order, whichever server evaluates; an answer of an older catalog never replaces a newer one.
 */
@ApplicationScoped
class SetStates {
    static final String REVISION = "exposure";

    private static final String COLUMNS =
            "select software_set_id, evaluated_rev, judgements, extras from exposure_set_state";
    private static final String BY_IDS = COLUMNS + " where software_set_id = any(?)";
    private static final String CHANGED = COLUMNS + " where changed_rev > ? order by software_set_id";
    private static final String USED = COLUMNS + " where software_set_id > ? and exists (select 1 from inventory_host h"
            + " where h.software_set_id = exposure_set_state.software_set_id)"
            + " order by software_set_id fetch first 2000 rows only";
    private static final String TOUCHED =
            "select software_set_id, evaluated_rev from exposure_set_state where touched_rev > ?";
    private static final String BEHIND = "select distinct h.software_set_id from inventory_host h"
            + " left join exposure_set_state s on s.software_set_id = h.software_set_id"
            + " where h.status <> 'retired' and h.software_set_id is not null"
            + " and (s.software_set_id is null or s.evaluated_rev < ?)";
    private static final String ADD = "insert into exposure_set_state (software_set_id, evaluated_rev, touched_rev,"
            + " changed_rev, judgements, extras) values (?, ?, ?, ?, ?, ?)";
    private static final String TOUCH =
            "update exposure_set_state set evaluated_rev = ?, touched_rev = ? where software_set_id = any(?)";
    private static final String CHANGE = "update exposure_set_state set evaluated_rev = ?, touched_rev = ?,"
            + " changed_rev = ?, judgements = ?, extras = ? where software_set_id = ?";
    private static final String HISTORY =
            "insert into exposure_change (software_set_id, rev, at, opened, closed) values (?, ?, ?, ?, ?)";
    private static final String HISTORIES = "select software_set_id, rev, at, opened, closed from exposure_change"
            + " where software_set_id = any(?) order by software_set_id, rev";

    private final Sql sql;
    private final Revisions revisions;
    private final Clock clock;

    SetStates(Sql sql, Revisions revisions, Clock clock) {
        this.sql = sql;
        this.revisions = revisions;
        this.clock = clock;
    }

    /** One server's contribution: what it found, and which of the sets have another answer now. */
    record Written(List<SetState> states, List<Long> changed) {}

    /** A difference in a set's history. */
    record Change(long setId, Instant at, RoaringBitmap opened, RoaringBitmap closed) {}

    /** The newest revision of answers. */
    long revision() {
        return revisions.current(REVISION);
    }

    List<SetState> load(Collection<Long> ids) {
        return ids.isEmpty() ? List.of() : sql.list(BY_IDS, SetStates::state, ids);
    }

    /** Answers that changed after a revision. */
    List<SetState> changedAfter(long rev) {
        return sql.list(CHANGED, SetStates::state, rev);
    }

    /** Set → catalog revision, of the sets evaluated after a revision. */
    Map<Long, Long> touchedAfter(long rev) {
        Map<Long, Long> touched = new HashMap<>();
        sql.list(TOUCHED, row -> Map.entry(row.getLong(1), row.getLong(2)), rev)
                .forEach(entry -> touched.put(entry.getKey(), entry.getValue()));
        return touched;
    }

    /** Answers of sets that some host has, after a set id, at most 2,000. */
    List<SetState> usedAbove(long setId) {
        return sql.list(USED, SetStates::state, setId);
    }

    /** Sets that a host in service has and that are not evaluated at this catalog revision. */
    List<Long> behind(long catalogRev) {
        return sql.list(BEHIND, row -> row.getLong(1), catalogRev);
    }

    /** All differences of the sets, oldest first within a set. */
    List<Change> histories(Collection<Long> sets) {
        return sets.isEmpty()
                ? List.of()
                : sql.list(
                        HISTORIES,
                        row -> new Change(
                                row.getLong("software_set_id"),
                                Sql.requiredInstant(row, "at"),
                                Bitmaps.read(row.getBytes("opened")),
                                Bitmaps.read(row.getBytes("closed"))),
                        sets);
    }

    /** Writes the answers where they are newer than what is there, and differences where they differ. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    Written write(Collection<SetState> found) {
        long rev = revisions.bump(REVISION);
        Instant now = clock.instant();
        Map<Long, SetState> present = new HashMap<>();
        load(found.stream().map(SetState::setId).toList()).forEach(state -> present.put(state.setId(), state));
        List<SetState> states = new ArrayList<>();
        Map<Long, List<Long>> touched = new HashMap<>();
        List<@Nullable Object[]> added = new ArrayList<>();
        List<@Nullable Object[]> changed = new ArrayList<>();
        List<@Nullable Object[]> history = new ArrayList<>();
        List<Long> others = new ArrayList<>();
        for (SetState state : found) {
            SetState before = present.get(state.setId());
            if (before != null && before.evaluatedRev() >= state.evaluatedRev()) {
                states.add(before);
                continue;
            }
            states.add(state);
            long set = state.setId();
            RoaringBitmap old = before == null ? new RoaringBitmap() : before.judgements();
            boolean same = old.equals(state.judgements());
            if (before == null || !same) {
                history.add(new Object[] {
                    set,
                    rev,
                    now,
                    Bitmaps.bytes(RoaringBitmap.andNot(state.judgements(), old)),
                    Bitmaps.bytes(RoaringBitmap.andNot(old, state.judgements()))
                });
                others.add(set);
            }
            byte[] bytes = Bitmaps.bytes(state.judgements());
            String extras = Json.write(state.extras());
            if (before == null) {
                added.add(new Object[] {set, state.evaluatedRev(), rev, rev, bytes, extras});
            } else if (!same || !before.extras().equals(state.extras())) {
                changed.add(new Object[] {state.evaluatedRev(), rev, rev, bytes, extras, set});
            } else {
                touched.computeIfAbsent(state.evaluatedRev(), key -> new ArrayList<>())
                        .add(set);
            }
        }
        sql.batch(ADD, added);
        sql.batch(CHANGE, changed);
        sql.batch(HISTORY, history);
        touched.forEach((evaluated, sets) -> sql.update(TOUCH, evaluated, rev, sets));
        return new Written(states, others);
    }

    private static SetState state(ResultSet row) throws SQLException {
        return new SetState(
                row.getLong("software_set_id"),
                row.getLong("evaluated_rev"),
                Bitmaps.read(row.getBytes("judgements")),
                Json.read(row.getString("extras"), SetState.Extras.class));
    }
}
