package io.patchwave.rollout;

import io.patchwave.platform.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of {@code rollout_assignment}; changed only under the lock of their wave. */
@ApplicationScoped
class Assignments {
    private static final String COLUMNS = "id, target_id, rollout_id, wave_id, wave, host_id, hostname, state, attempt,"
            + " counted, reason, last_seq, offered_at, lease_until, due_at, reported_at, claimed_at, verified_at,"
            + " changed_at, report_id, boot_id, seen_at";
    private static final String SELECT = "select " + COLUMNS + " from rollout_assignment";
    private static final String BY_IDS = SELECT + " where id = any(?) order by id";
    private static final String OF_HOST_OPEN = SELECT + " where host_id = ? and counted and state = any(?) order by id";
    private static final String OF_WAVE =
            SELECT + " where wave_id = ? and counted and state = any(?) and id > ? order by id limit ?";
    private static final String IN_STATES = SELECT + " where counted and state = any(?) and id > ? order by id limit ?";
    private static final String DUE_OF_WAVE = SELECT + " where wave_id = ? and due_at <= ? order by id limit 500";
    private static final String DUE_WAVES =
            "select distinct wave_id from rollout_assignment where due_at <= ? order by wave_id limit 500";
    private static final String START = "insert into rollout_assignment (id, target_id, rollout_id, wave_id, wave,"
            + " host_id, hostname, state, attempt, counted, changed_at)"
            + " select t.id, t.id, t.rollout_id, cast(? as uuid), t.wave, t.host_id, t.hostname, 'PENDING', 1, true,"
            + " cast(? as timestamp with time zone) from rollout_target t where t.rollout_id = ? and t.wave = ?";
    private static final String INSERT = "insert into rollout_assignment (" + COLUMNS
            + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String UPDATE =
            "update rollout_assignment set state = ?, attempt = ?, counted = ?, reason = ?,"
                    + " last_seq = ?, offered_at = ?, lease_until = ?, due_at = ?, reported_at = ?, claimed_at = ?,"
                    + " verified_at = ?, changed_at = ?, report_id = ?, boot_id = ?, seen_at = ? where id = ? and state = ?";
    private static final String SEEN = "update rollout_assignment set seen_at = ? where host_id = ?"
            + " and state in ('INSTALLED', 'REBOOT_PENDING') and claimed_at < ? and seen_at is null";
    private static final String COUNTS =
            "select state, count(*) as hosts from rollout_assignment where wave_id = ? and counted group by state";
    private static final String OPEN_HOSTS = "select distinct a.host_id, a.wave_id from rollout_assignment a"
            + " join rollout_rollout r on r.id = a.rollout_id where a.counted and a.state = any(?)"
            + " and r.state in ('RUNNING', 'PAUSED', 'HALTED', 'COMPLETED')";

    private final Sql sql;

    Assignments(Sql sql) {
        this.sql = sql;
    }

    /** One host of the work index. */
    record OpenHost(UUID hostId, UUID waveId) {}

    List<AssignmentRow> byIds(Collection<UUID> ids) {
        return ids.isEmpty() ? List.of() : sql.list(BY_IDS, Assignments::map, ids);
    }

    List<AssignmentRow> ofHost(UUID hostId, Collection<AssignmentState> states) {
        return sql.list(OF_HOST_OPEN, Assignments::map, hostId, names(states));
    }

    /** By id, after {@code after}; for work in chunks. */
    List<AssignmentRow> ofWave(UUID waveId, Collection<AssignmentState> states, UUID after, int limit) {
        return sql.list(OF_WAVE, Assignments::map, waveId, names(states), after, limit);
    }

    /** Of all rollouts, by id, after {@code after}. */
    List<AssignmentRow> inStates(Collection<AssignmentState> states, UUID after, int limit) {
        return sql.list(IN_STATES, Assignments::map, names(states), after, limit);
    }

    List<UUID> wavesWithDue(Instant now) {
        return sql.list(DUE_WAVES, row -> row.getObject("wave_id", UUID.class), now);
    }

    List<AssignmentRow> due(UUID waveId, Instant now) {
        return sql.list(DUE_OF_WAVE, Assignments::map, waveId, now);
    }

    /** Makes the assignments of a wave that starts; answers how many. */
    int start(WaveRow wave, Instant now) {
        return sql.update(START, wave.id(), now, wave.rolloutId(), wave.number());
    }

    void insert(Collection<AssignmentRow> rows) {
        sql.batch(INSERT, rows.stream().map(Assignments::inserted).toList());
    }

    /** Writes changed rows, each guarded by the state it had. */
    void save(List<AssignmentRow> rows, List<AssignmentState> before) {
        List<@Nullable Object[]> parameters = new java.util.ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            AssignmentRow row = rows.get(i);
            parameters.add(new @Nullable Object[] {
                row.state(), row.attempt(), row.counted(), row.reason(), row.lastSeq(), row.offeredAt(),
                row.leaseUntil(), row.dueAt(), row.reportedAt(), row.claimedAt(), row.verifiedAt(), row.changedAt(),
                row.reportId(), row.bootId(), row.seenAt(), row.id(), before.get(i)
            });
        }
        int changed = sql.batch(UPDATE, parameters);
        if (changed != rows.size()) {
            throw new IllegalStateException("%d of %d assignments were changed without their wave's lock"
                    .formatted(rows.size() - changed, rows.size()));
        }
    }

    /** Notes a check-in whose inventory is known already after the claims of the host. */
    int seen(UUID hostId, Instant now) {
        return sql.update(SEEN, now, hostId, now);
    }

    /** The truth behind a wave's counters. */
    Tally counts(UUID waveId) {
        Map<AssignmentState, Integer> counts = new EnumMap<>(AssignmentState.class);
        sql.list(
                COUNTS,
                row -> counts.put(AssignmentState.valueOf(row.getString("state")), row.getInt("hosts")) == null,
                waveId);
        return Tally.of(counts);
    }

    /** Hosts that may have work, with the waves it comes from. */
    List<OpenHost> openHosts(Collection<AssignmentState> states) {
        return sql.list(
                OPEN_HOSTS,
                row -> new OpenHost(row.getObject("host_id", UUID.class), row.getObject("wave_id", UUID.class)),
                names(states));
    }

    static List<String> names(Collection<AssignmentState> states) {
        return states.stream().map(Enum::name).toList();
    }

    private static @Nullable Object[] inserted(AssignmentRow row) {
        return new @Nullable Object[] {
            row.id(),
            row.targetId(),
            row.rolloutId(),
            row.waveId(),
            row.wave(),
            row.hostId(),
            row.hostname(),
            row.state(),
            row.attempt(),
            row.counted(),
            row.reason(),
            row.lastSeq(),
            row.offeredAt(),
            row.leaseUntil(),
            row.dueAt(),
            row.reportedAt(),
            row.claimedAt(),
            row.verifiedAt(),
            row.changedAt(),
            row.reportId(),
            row.bootId(),
            row.seenAt()
        };
    }

    static AssignmentRow map(ResultSet row) throws SQLException {
        long seq = row.getLong("last_seq");
        boolean none = row.wasNull();
        return new AssignmentRow(
                row.getObject("id", UUID.class),
                row.getObject("target_id", UUID.class),
                row.getObject("rollout_id", UUID.class),
                row.getObject("wave_id", UUID.class),
                row.getInt("wave"),
                row.getObject("host_id", UUID.class),
                row.getString("hostname"),
                AssignmentState.valueOf(row.getString("state")),
                row.getInt("attempt"),
                row.getBoolean("counted"),
                row.getString("reason"),
                none ? null : seq,
                Sql.instant(row, "offered_at"),
                Sql.instant(row, "lease_until"),
                Sql.instant(row, "due_at"),
                Sql.instant(row, "reported_at"),
                Sql.instant(row, "claimed_at"),
                Sql.instant(row, "verified_at"),
                Sql.requiredInstant(row, "changed_at"),
                Sql.uuid(row, "report_id"),
                row.getString("boot_id"),
                Sql.instant(row, "seen_at"));
    }
}
