package io.patchwave.exposure;

import io.patchwave.platform.database.Revisions;
import io.patchwave.platform.database.Sql;
import io.patchwave.platform.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/** Reads the answers of software sets and their history: a set's row and the differences stored beside it. */
@ApplicationScoped
class SetRows {
    /** H2 compares every row it finds with the whole array. */
    private static final int BLOCK = 250;

    private static final int MOST_READ = 1000;

    private static final String COLUMNS =
            "select s.software_set_id, s.evaluated_rev, s.touched_rev, s.born_at, s.rulings, s.extras"
                    + " from exposure_set_state s";
    private static final String BY_IDS = COLUMNS + " where s.software_set_id = any(?)";
    private static final String USED = COLUMNS + " where s.software_set_id > ? and exists (select 1"
            + " from inventory_host h where h.software_set_id = s.software_set_id)"
            + " order by s.software_set_id fetch first 2000 rows only";
    private static final String TOUCHED =
            "select software_set_id, touched_rev from exposure_set_state where touched_rev > ?";
    private static final String CHANGED = "select software_set_id, rev, at, opened, closed, evaluated_rev"
            + " from exposure_change where rev > ? order by rev";
    private static final String CHANGED_REVS = "select software_set_id, rev from exposure_change where rev > ?";
    private static final String WRITTEN = "select s.software_set_id, s.touched_rev,"
            + " (select max(c.rev) from exposure_change c where c.software_set_id = s.software_set_id) as changed_rev"
            + " from exposure_set_state s where s.software_set_id = any(?)";
    private static final String CHANGES = "select software_set_id, rev, at, opened, closed, evaluated_rev"
            + " from exposure_change where software_set_id = any(?) order by software_set_id, rev";
    private static final String UNFOLDED = "select c.software_set_id, c.rev, c.at, c.opened, c.closed, c.evaluated_rev"
            + " from exposure_change c join exposure_set_state s on s.software_set_id = c.software_set_id"
            + " where c.software_set_id = any(?) and c.rev > s.touched_rev order by c.software_set_id, c.rev";
    private static final String UNFOLDED_BETWEEN =
            "select c.software_set_id, c.rev, c.at, c.opened, c.closed, c.evaluated_rev"
                    + " from exposure_change c join exposure_set_state s on s.software_set_id = c.software_set_id"
                    + " where c.software_set_id between ? and ? and c.rev > s.touched_rev"
                    + " order by c.software_set_id, c.rev";
    private static final String SWEPT = "select catalog_rev, upto from exposure_sweep where id = 1";
    private static final String CHANGED_SINCE = "select distinct software_set_id from exposure_change where at > ?"
            + " union select software_set_id from exposure_set_state where born_at > ?";
    private static final String BEHIND = "select u.id from (select distinct h.software_set_id as id"
            + " from inventory_host h where h.status <> 'retired' and h.software_set_id is not null) u"
            + " left join exposure_set_state s on s.software_set_id = u.id where s.software_set_id is null"
            + " or (s.evaluated_rev < ? and s.touched_rev > ?) or exists (select 1 from exposure_change c"
            + " where c.software_set_id = s.software_set_id and c.rev > ? and c.rev > s.touched_rev"
            + " and c.evaluated_rev < ?)";

    private final Sql sql;
    private final Revisions revisions;
    private final Map<Evaluation.Whole, Evaluation.Whole> wholes = new ConcurrentHashMap<>();
    private final Map<String, Evaluation.Whole> read = new ConcurrentHashMap<>();

    SetRows(Sql sql, Revisions revisions) {
        this.sql = sql;
        this.revisions = revisions;
    }

    /** A difference in a set's history. */
    record Change(long setId, long rev, Instant at, RoaringBitmap opened, RoaringBitmap closed, long evaluatedRev) {
        SetState appliedTo(SetState state) {
            RoaringBitmap next = RoaringBitmap.andNot(state.rulings(), closed);
            next.or(opened);
            return new SetState(setId, evaluatedRev, rev, state.unfolded() + 1, next, state.whole());
        }
    }

    /** A row as stored, with the time of its birth where it is known. */
    private record Row(SetState state, @Nullable Instant bornAt) {}

    /** The newest revision of answers. */
    long revision() {
        return revisions.current(SetStates.REVISION);
    }

    SetState.Swept swept() {
        return sql.one(SWEPT, row -> new SetState.Swept(row.getLong(1), row.getLong(2)))
                .orElse(SetState.Swept.NEVER);
    }

    /** The present answers of the sets, differences taken in. */
    List<SetState> load(Collection<Long> ids) {
        List<SetState> states = new ArrayList<>();
        for (List<Long> block : blocks(ids)) {
            states.addAll(folded(sql.list(BY_IDS, this::row, block)));
        }
        return states;
    }

    private static List<List<Long>> blocks(Collection<Long> ids) {
        List<Long> all = List.copyOf(ids);
        List<List<Long>> blocks = new ArrayList<>();
        for (int from = 0; from < all.size(); from += BLOCK) {
            blocks.add(all.subList(from, Math.min(from + BLOCK, all.size())));
        }
        return blocks;
    }

    /** Answers of sets that some host has, after a set id, at most 2,000. */
    List<SetState> usedAbove(long setId) {
        List<Row> rows = sql.list(USED, this::row, setId);
        if (rows.isEmpty()) {
            return List.of();
        }
        long first = rows.get(0).state().setId();
        long last = rows.get(rows.size() - 1).state().setId();
        Map<Long, SetState> states = states(rows);
        sql.list(UNFOLDED_BETWEEN, SetRows::change, first, last).forEach(change -> fold(change, states));
        return List.copyOf(states.values());
    }

    /** Sets whose row was written after a revision, with the revision it was written at. */
    Map<Long, Long> touchedAfter(long rev) {
        Map<Long, Long> touched = new HashMap<>();
        sql.list(TOUCHED, row -> Map.entry(row.getLong(1), row.getLong(2)), rev)
                .forEach(entry -> touched.put(entry.getKey(), entry.getValue()));
        return touched;
    }

    /** Sets of which something else was known before. */
    List<Long> changedSince(Instant time) {
        return sql.list(CHANGED_SINCE, row -> row.getLong(1), time, time);
    }

    /** Differences written after a revision, in their order. */
    List<Change> changesAfter(long rev) {
        return sql.list(CHANGED, SetRows::change, rev);
    }

    /** Set → revision of answers it was last written at. */
    Map<Long, Long> written(Collection<Long> sets) {
        Map<Long, Long> written = new HashMap<>();
        for (List<Long> block : blocks(sets)) {
            sql.list(WRITTEN, row -> Map.entry(row.getLong(1), Math.max(row.getLong(2), row.getLong(3))), block)
                    .forEach(entry -> written.put(entry.getKey(), entry.getValue()));
        }
        return written;
    }

    /** Sets that were written after a revision, with the revision each was last written at. */
    Map<Long, Long> writtenAfter(long rev) {
        Map<Long, Long> written = touchedAfter(rev);
        sql.list(CHANGED_REVS, row -> Map.entry(row.getLong(1), row.getLong(2)), rev)
                .forEach(entry -> written.merge(entry.getKey(), entry.getValue(), Math::max));
        return written;
    }

    /** Sets that a host in service has and that do not hold at this catalog revision. */
    List<Long> behind(long catalogRev) {
        SetState.Swept swept = swept();
        long upto = swept.catalogRev() >= catalogRev ? swept.upto() : -1;
        return sql.list(BEHIND, row -> row.getLong(1), catalogRev, upto, upto, catalogRev);
    }

    /** Everything that was ever known of the sets. */
    Map<Long, SetHistory> histories(Collection<Long> sets) {
        Map<Long, SetHistory> histories = new HashMap<>();
        blocks(sets).forEach(block -> read(block, histories));
        return histories;
    }

    private void read(List<Long> sets, Map<Long, SetHistory> histories) {
        Map<Long, List<Change>> changes = new HashMap<>();
        sql.list(CHANGES, SetRows::change, sets)
                .forEach(change -> changes.computeIfAbsent(change.setId(), id -> new ArrayList<>())
                        .add(change));
        for (Row row : sql.list(BY_IDS, this::row, sets)) {
            long set = row.state().setId();
            histories.put(
                    set,
                    SetHistory.of(
                            row.bornAt(),
                            row.state().rev(),
                            row.state().rulings(),
                            changes.getOrDefault(set, List.of())));
        }
    }

    private List<SetState> folded(List<Row> rows) {
        Map<Long, SetState> states = states(rows);
        for (List<Long> block : blocks(states.keySet())) {
            sql.list(UNFOLDED, SetRows::change, block).forEach(change -> fold(change, states));
        }
        return List.copyOf(states.values());
    }

    private static Map<Long, SetState> states(List<Row> rows) {
        Map<Long, SetState> states = new LinkedHashMap<>();
        rows.forEach(row -> states.put(row.state().setId(), row.state()));
        return states;
    }

    private static void fold(Change change, Map<Long, SetState> states) {
        states.computeIfPresent(change.setId(), (id, state) -> change.appliedTo(state));
    }

    private Row row(ResultSet row) throws SQLException {
        return new Row(
                new SetState(
                        row.getLong("software_set_id"),
                        row.getLong("evaluated_rev"),
                        row.getLong("touched_rev"),
                        0,
                        Bitmaps.read(row.getBytes("rulings")),
                        whole(row.getString("extras"))),
                Sql.instant(row, "born_at"));
    }

    /** Most sets of a fleet have one of a few texts: each is read once. */
    private Evaluation.Whole whole(String text) {
        Evaluation.Whole known = read.get(text);
        if (known != null) {
            return known;
        }
        if (read.size() >= MOST_READ) {
            read.clear();
        }
        Evaluation.Whole whole = shared(Json.read(text, Evaluation.Whole.class));
        read.put(text, whole);
        return whole;
    }

    /** One object for the few that a fleet has. */
    Evaluation.Whole shared(Evaluation.Whole whole) {
        Evaluation.Whole known = wholes.putIfAbsent(whole, whole);
        return known == null ? whole : known;
    }

    private static Change change(ResultSet row) throws SQLException {
        return new Change(
                row.getLong("software_set_id"),
                row.getLong("rev"),
                Sql.requiredInstant(row, "at"),
                Bitmaps.read(row.getBytes("opened")),
                Bitmaps.read(row.getBytes("closed")),
                row.getLong("evaluated_rev"));
    }
}
