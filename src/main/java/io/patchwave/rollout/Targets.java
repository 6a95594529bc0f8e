package io.patchwave.rollout;

import com.fasterxml.jackson.core.type.TypeReference;
import io.patchwave.exposure.Remedies;
import io.patchwave.platform.database.Database;
import io.patchwave.platform.database.Sql;
import io.patchwave.platform.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of {@code rollout_target} and {@code rollout_left_out}. */
@ApplicationScoped
class Targets {
    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};
    private static final String COLUMNS = "id, rollout_id, host_id, hostname, wave, advisories, remedies";
    private static final String BY_IDS = "select " + COLUMNS + " from rollout_target where id = any(?)";
    private static final String SIZES =
            "select wave, count(*) as hosts from rollout_target where rollout_id = ? group by wave";
    private static final String CLEAR = "delete from rollout_target where rollout_id = ?";
    private static final String CLEAR_LEFT_OUT = "delete from rollout_left_out where rollout_id = ?";
    private static final String REASONS =
            "select reason, count(*) as hosts from rollout_left_out where rollout_id = ? group by reason order by reason";
    private static final String LEFT_OUT = "select host_id, hostname, reason from rollout_left_out"
            + " where rollout_id = ? and (cast(? as text) is null or reason = ?) and host_id > ? order by host_id limit ?";
    private static final String LEAVE_OUT = "insert into rollout_left_out (rollout_id, host_id, hostname, reason)"
            + " values (?, ?, ?, ?) on conflict do nothing";
    private static final String AHEAD = "select t.id, t.rollout_id, t.host_id, t.hostname, t.wave, t.advisories,"
            + " t.remedies from rollout_target t join rollout_wave w on w.rollout_id = t.rollout_id"
            + " and w.number = t.wave where t.rollout_id = ? and t.host_id = any(?) and w.started_at is null";
    private static final String REMOVE = "delete from rollout_target where id = any(?)";
    private static final String ELSEWHERE = "select t.host_id, t.remedies from rollout_target t"
            + " join rollout_rollout r on r.id = t.rollout_id"
            + " left join rollout_assignment a on a.target_id = t.id and a.counted"
            + " where r.id <> ? and r.state in ('SCHEDULED', 'RUNNING', 'PAUSED', 'HALTED')"
            + " and (a.id is null or a.state = any(?))";

    private final Sql sql;
    private final Database database;

    Targets(Sql sql, Database database) {
        this.sql = sql;
        this.database = database;
    }

    Map<UUID, Target> byIds(Collection<UUID> ids) {
        Map<UUID, Target> targets = new LinkedHashMap<>();
        if (!ids.isEmpty()) {
            sql.list(BY_IDS, Targets::map, ids).forEach(target -> targets.put(target.id(), target));
        }
        return targets;
    }

    /** Hosts per wave number. */
    Map<Integer, Integer> sizes(UUID rolloutId) {
        Map<Integer, Integer> sizes = new LinkedHashMap<>();
        sql.list(SIZES, row -> sizes.put(row.getInt("wave"), row.getInt("hosts")) == null, rolloutId);
        return sizes;
    }

    /** Hosts left out per reason code. */
    Map<String, Integer> reasons(UUID rolloutId) {
        Map<String, Integer> reasons = new LinkedHashMap<>();
        sql.list(REASONS, row -> reasons.put(row.getString("reason"), row.getInt("hosts")) == null, rolloutId);
        return reasons;
    }

    List<LeftOut> leftOut(UUID rolloutId, @Nullable String reason, UUID after, int limit) {
        return sql.list(
                LEFT_OUT,
                row -> new LeftOut(
                        row.getObject("host_id", UUID.class), row.getString("hostname"), row.getString("reason")),
                rolloutId,
                reason,
                reason,
                after,
                limit);
    }

    /** Replaces all of a rollout's targets and the hosts it leaves out. */
    void replace(UUID rolloutId, Collection<Target> targets, Collection<LeftOut> leftOut) {
        sql.update(CLEAR, rolloutId);
        sql.update(CLEAR_LEFT_OUT, rolloutId);
        database.bulkInsert(
                "rollout_target",
                List.of(COLUMNS.split(", ")),
                targets.stream()
                        .map(t -> new @Nullable Object[] {
                            t.id(),
                            t.rolloutId(),
                            t.hostId(),
                            t.hostname(),
                            t.wave(),
                            Json.write(t.advisories()),
                            Json.write(t.remedies())
                        })
                        .toList());
        leaveOut(rolloutId, leftOut);
        database.analyze("rollout_target");
    }

    void leaveOut(UUID rolloutId, Collection<LeftOut> hosts) {
        sql.batch(
                LEAVE_OUT,
                hosts.stream()
                        .map(host -> new @Nullable Object[] {rolloutId, host.hostId(), host.hostname(), host.reason()})
                        .toList());
    }

    /** Those of the hosts whose wave has not started. */
    List<Target> ahead(UUID rolloutId, Collection<UUID> hosts) {
        return hosts.isEmpty() ? List.of() : sql.list(AHEAD, Targets::map, rolloutId, hosts);
    }

    void remove(Collection<Target> targets) {
        if (!targets.isEmpty()) {
            sql.update(REMOVE, targets.stream().map(Target::id).toList());
        }
    }

    /** What other live rollouts still have to do, by host. */
    Map<UUID, List<Remedies>> elsewhere(UUID rolloutId, Collection<AssignmentState> open) {
        Map<UUID, List<Remedies>> work = new java.util.HashMap<>();
        sql.list(
                ELSEWHERE,
                row -> work.computeIfAbsent(row.getObject("host_id", UUID.class), host -> new java.util.ArrayList<>())
                        .add(Json.read(row.getString("remedies"), Remedies.class)),
                rolloutId,
                Assignments.names(open));
        return work;
    }

    private static Target map(ResultSet row) throws SQLException {
        return new Target(
                row.getObject("id", UUID.class),
                row.getObject("rollout_id", UUID.class),
                row.getObject("host_id", UUID.class),
                row.getString("hostname"),
                row.getInt("wave"),
                Json.read(row.getString("advisories"), TEXTS),
                Json.read(row.getString("remedies"), Remedies.class));
    }
}
