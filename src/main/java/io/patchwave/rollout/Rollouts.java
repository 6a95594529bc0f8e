package io.patchwave.rollout;

import io.patchwave.platform.database.Sql;
import io.patchwave.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of {@code rollout_rollout}. Its lock is the last one to take: waves and assignments come before. */
@ApplicationScoped
class Rollouts {
    private static final String COLUMNS = "id, name, state, version, plan, reason, created_at, created_by, begin_at,"
            + " started_at, stopped_at, ended_at";
    private static final String BY_ID = "select " + COLUMNS + " from rollout_rollout where id = ?";
    private static final String LOCK = BY_ID + " for update";
    private static final String PAGE = "select " + COLUMNS + " from rollout_rollout where id < ?"
            + " and (cast(? as text) is null or state = ?) order by id desc limit ?";
    private static final String COUNT =
            "select count(*) from rollout_rollout where (cast(? as text) is null or state = ?)";
    private static final String IN_STATES = "select id from rollout_rollout where state = any(?) order by id";
    private static final String DUE =
            "select id from rollout_rollout where state = 'SCHEDULED' and begin_at <= ? order by id";
    private static final String INSERT =
            "insert into rollout_rollout (" + COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String UPDATE = "update rollout_rollout set name = ?, state = ?, version = ?, plan = ?,"
            + " reason = ?, begin_at = ?, started_at = ?, stopped_at = ?, ended_at = ? where id = ? and version < ?";

    private final Sql sql;

    Rollouts(Sql sql) {
        this.sql = sql;
    }

    Optional<RolloutRow> find(UUID id) {
        return sql.one(BY_ID, Rollouts::map, id);
    }

    /** The rollout; 404 when there is none. */
    RolloutRow require(UUID id) {
        return find(id).orElseThrow(() -> ProblemException.notFound("rollout", id));
    }

    /** The rollout, locked; 404 when there is none. */
    RolloutRow lock(UUID id) {
        return sql.one(LOCK, Rollouts::map, id).orElseThrow(() -> ProblemException.notFound("rollout", id));
    }

    /** Newest first. */
    List<RolloutRow> page(UUID before, @Nullable RolloutState state, int limit) {
        return sql.list(PAGE, Rollouts::map, before, name(state), name(state), limit);
    }

    long count(@Nullable RolloutState state) {
        return sql.number(COUNT, name(state), name(state));
    }

    List<UUID> inStates(Collection<RolloutState> states) {
        return sql.list(
                IN_STATES,
                row -> row.getObject("id", UUID.class),
                states.stream().map(Enum::name).toList());
    }

    /** Scheduled ones whose time has come. */
    List<UUID> due(Instant now) {
        return sql.list(DUE, row -> row.getObject("id", UUID.class), now);
    }

    void insert(RolloutRow row) {
        sql.update(
                INSERT,
                row.id(),
                row.name(),
                row.state(),
                row.version(),
                row.plan(),
                row.reason(),
                row.createdAt(),
                row.createdBy(),
                row.beginAt(),
                row.startedAt(),
                row.stoppedAt(),
                row.endedAt());
    }

    /** Writes a changed row; an older version never replaces a newer one. */
    void save(RolloutRow row) {
        int changed = sql.update(
                UPDATE,
                row.name(),
                row.state(),
                row.version(),
                row.plan(),
                row.reason(),
                row.beginAt(),
                row.startedAt(),
                row.stoppedAt(),
                row.endedAt(),
                row.id(),
                row.version());
        if (changed != 1) {
            throw new IllegalStateException("rollout " + row.id() + " was changed without its lock");
        }
    }

    private static @Nullable String name(@Nullable RolloutState state) {
        return state == null ? null : state.name();
    }

    private static RolloutRow map(ResultSet row) throws SQLException {
        return new RolloutRow(
                row.getObject("id", UUID.class),
                row.getString("name"),
                RolloutState.valueOf(row.getString("state")),
                row.getLong("version"),
                row.getString("plan"),
                row.getString("reason"),
                Sql.requiredInstant(row, "created_at"),
                row.getString("created_by"),
                Sql.instant(row, "begin_at"),
                Sql.instant(row, "started_at"),
                Sql.instant(row, "stopped_at"),
                Sql.instant(row, "ended_at"));
    }
}
