package io.patchwave.rollout;

import io.patchwave.platform.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rows of {@code rollout_wave}. A wave's lock comes before every change of its assignments; several are taken by id. */
@ApplicationScoped
class Waves {
    private static final String COUNTERS = Arrays.stream(Tally.Counter.values())
            .map(counter -> counter.name().toLowerCase(java.util.Locale.ROOT))
            .collect(Collectors.joining(", "));
    private static final String COLUMNS = "id, rollout_id, number, name, state, hosts, budget, concurrency, forgiven, "
            + COUNTERS + ", started_at, soak_until, open_until, ended_at, reason, halted_by";
    private static final String OF_ROLLOUT =
            "select " + COLUMNS + " from rollout_wave where rollout_id = ? order by number";
    private static final String OF_ROLLOUTS =
            "select " + COLUMNS + " from rollout_wave where rollout_id = any(?) order by rollout_id, number";
    private static final String LOCK =
            "select " + COLUMNS + " from rollout_wave where id = any(?) order by id for update";
    private static final String LOCK_OF_ROLLOUT =
            "select " + COLUMNS + " from rollout_wave where rollout_id = ? order by id for update";
    private static final String INSERT = "insert into rollout_wave (" + COLUMNS
            + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String UPDATE = "update rollout_wave set state = ?, hosts = ?, budget = ?, concurrency = ?,"
            + " forgiven = ?, "
            + Arrays.stream(COUNTERS.split(", ")).map(c -> c + " = ?").collect(Collectors.joining(", "))
            + ", started_at = ?, soak_until = ?, open_until = ?, ended_at = ?, reason = ?, halted_by = ? where id = ?";
    private static final String DELETE = "delete from rollout_wave where rollout_id = ?";
    private static final String LIVE = "select w.id from rollout_wave w join rollout_rollout r on r.id = w.rollout_id"
            + " where w.started_at is not null and r.state in ('RUNNING', 'PAUSED', 'HALTED') order by w.id";

    private static final String OFFERING = "select w.id, w.budget, w.forgiven, w.concurrency, "
            + Arrays.stream(COUNTERS.split(", ")).map(c -> "w." + c).collect(Collectors.joining(", "))
            + " from rollout_wave w join rollout_rollout r on r.id = w.rollout_id where w.id = any(?)"
            + " and r.state = 'RUNNING' and w.state in ('RUNNING', 'SOAKING', 'SUCCEEDED')";

    private final Sql sql;

    Waves(Sql sql) {
        this.sql = sql;
    }

    /** In their order. */
    List<WaveRow> ofRollout(UUID rolloutId) {
        return sql.list(OF_ROLLOUT, Waves::map, rolloutId);
    }

    List<WaveRow> ofRollouts(Collection<UUID> rolloutIds) {
        return sql.list(OF_ROLLOUTS, Waves::map, rolloutIds);
    }

    List<WaveRow> lock(Collection<UUID> ids) {
        return sql.list(LOCK, Waves::map, ids);
    }

    List<WaveRow> lockOfRollout(UUID rolloutId) {
        return sql.list(LOCK_OF_ROLLOUT, Waves::map, rolloutId);
    }

    /** How many hosts each of these waves could offer work to now; those that offer nothing are absent or 0. */
    Map<UUID, Integer> rooms(Collection<UUID> ids) {
        Map<UUID, Integer> rooms = new HashMap<>();
        sql.list(
                OFFERING,
                row -> rooms.put(
                                row.getObject("id", UUID.class),
                                Gate.room(
                                        row.getInt("budget"),
                                        row.getInt("forgiven"),
                                        tally(row),
                                        row.getInt("concurrency")))
                        == null,
                ids);
        return rooms;
    }

    /** Started waves of rollouts that have not ended. */
    List<UUID> live() {
        return sql.list(LIVE, row -> row.getObject("id", UUID.class));
    }

    void insert(Collection<WaveRow> rows) {
        sql.batch(INSERT, rows.stream().map(Waves::inserted).toList());
    }

    void save(WaveRow row) {
        List<@Nullable Object> columns = new ArrayList<>(
                Arrays.asList(row.state(), row.hosts(), row.budget(), row.concurrency(), row.forgiven()));
        rest(columns, row);
        columns.add(row.id());
        sql.update(UPDATE, columns.toArray());
    }

    void delete(UUID rolloutId) {
        sql.update(DELETE, rolloutId);
    }

    private static @Nullable Object[] inserted(WaveRow row) {
        List<@Nullable Object> columns = new ArrayList<>();
        columns.addAll(Arrays.asList(row.id(), row.rolloutId(), row.number(), row.name(), row.state()));
        columns.addAll(Arrays.asList(row.hosts(), row.budget(), row.concurrency(), row.forgiven()));
        rest(columns, row);
        return columns.toArray();
    }

    private static void rest(List<@Nullable Object> columns, WaveRow row) {
        for (int count : row.tally().toArray()) {
            columns.add(count);
        }
        columns.add(row.startedAt());
        columns.add(row.soakUntil());
        columns.add(row.openUntil());
        columns.add(row.endedAt());
        columns.add(row.reason());
        columns.add(row.haltedBy());
    }

    private static Tally tally(ResultSet row) throws SQLException {
        int[] counts = new int[Tally.Counter.values().length];
        for (Tally.Counter counter : Tally.Counter.values()) {
            counts[counter.ordinal()] = row.getInt(counter.name().toLowerCase(java.util.Locale.ROOT));
        }
        return Tally.of(counts);
    }

    private static WaveRow map(ResultSet row) throws SQLException {
        return new WaveRow(
                row.getObject("id", UUID.class),
                row.getObject("rollout_id", UUID.class),
                row.getInt("number"),
                row.getString("name"),
                WaveState.valueOf(row.getString("state")),
                row.getInt("hosts"),
                row.getInt("budget"),
                row.getInt("concurrency"),
                row.getInt("forgiven"),
                tally(row),
                Sql.instant(row, "started_at"),
                Sql.instant(row, "soak_until"),
                Sql.instant(row, "open_until"),
                Sql.instant(row, "ended_at"),
                row.getString("reason"),
                row.getString("halted_by"));
    }
}
