package io.patchwave.platform.job;

import com.fasterxml.jackson.core.type.TypeReference;
import io.patchwave.platform.database.Sql;
import io.patchwave.platform.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table of jobs. */
@ApplicationScoped
class Jobs {
    private static final Duration DEAD_AFTER = Duration.ofSeconds(60);
    private static final String COLUMNS = "id, kind, state, parameters, file, done, total, created, updated, unchanged,"
            + " rejected, problems, difference, result, queued_at, started_at, ended_at, queued_by";
    private static final String INSERT = "insert into platform_job (id, kind, state, parameters, file, done, total,"
            + " created, updated, unchanged, rejected, problems, queued_at, queued_by)"
            + " values (?, ?, 'QUEUED', ?, ?, 0, ?, 0, 0, 0, 0, '[]', ?, ?)";
    private static final String FIND = "select " + COLUMNS + " from platform_job where id = ?";
    private static final String QUEUED = "select " + COLUMNS + " from platform_job where state = 'QUEUED'"
            + " or (state = 'RUNNING' and heartbeat_at < ?) order by queued_at, id limit 50";
    private static final String OF_KIND =
            "select " + COLUMNS + " from platform_job where kind = ? order by id desc limit ?";
    private static final String OF_KIND_BEFORE =
            "select " + COLUMNS + " from platform_job where kind = ? and id < ? order by id desc limit ?";
    private static final String COUNT = "select count(*) from platform_job where kind = ?";
    private static final String TAKE = "update platform_job set state = 'RUNNING', started_at = ?, heartbeat_at = ?"
            + " where id = ? and (state = 'QUEUED' or (state = 'RUNNING' and heartbeat_at < ?))";
    private static final String PROGRESS = "update platform_job set done = ?, total = ?, created = ?, updated = ?,"
            + " unchanged = ?, rejected = ?, problems = ?, heartbeat_at = ? where id = ? and state = 'RUNNING'";
    private static final String END =
            "update platform_job set state = ?, difference = ?, result = ?, ended_at = ? where id = ?";
    private static final String REQUEUE =
            "update platform_job set state = 'QUEUED', parameters = ?, ended_at = null where id = ? and state = 'HELD'";
    private static final String REFUSE = "update platform_job set state = 'FAILED', parameters = ?, problems = ?,"
            + " ended_at = ? where id = ? and state = 'HELD'";
    private static final String HELD =
            "select " + COLUMNS + " from platform_job where state = 'HELD' and kind = ? order by id";

    private final Sql sql;
    private final Clock clock;

    Jobs(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    @Transactional
    void insert(UUID id, String kind, Map<String, String> parameters, @Nullable String file, long total, String by) {
        sql.update(INSERT, id, kind, Json.write(parameters), file, total, clock.instant(), by);
    }

    @Transactional
    Optional<Job> find(UUID id) {
        return sql.one(FIND, Jobs::map, id);
    }

    /** Newest first; {@code before} is the last id seen. */
    @Transactional
    List<Job> ofKind(String kind, @Nullable UUID before, int limit) {
        return before == null
                ? sql.list(OF_KIND, Jobs::map, kind, limit)
                : sql.list(OF_KIND_BEFORE, Jobs::map, kind, before, limit);
    }

    @Transactional
    long count(String kind) {
        return sql.number(COUNT, kind);
    }

    @Transactional(Transactional.TxType.REQUIRES_NEW)
    List<Job> waiting() {
        return sql.list(QUEUED, Jobs::map, clock.instant().minus(DEAD_AFTER));
    }

    @Transactional(Transactional.TxType.REQUIRES_NEW)
    boolean take(UUID id) {
        Instant now = clock.instant();
        return sql.update(TAKE, now, now, id, now.minus(DEAD_AFTER)) == 1;
    }

    @Transactional(Transactional.TxType.REQUIRES_NEW)
    void progress(JobRun run) {
        Job.Counts counts = run.counts();
        sql.update(
                PROGRESS,
                run.done(),
                run.total(),
                counts.created(),
                counts.updated(),
                counts.unchanged(),
                counts.rejected(),
                Json.write(run.problems()),
                clock.instant(),
                run.id());
    }

    @Transactional(Transactional.TxType.REQUIRES_NEW)
    void end(JobRun run, JobState state) {
        sql.update(END, state, run.difference(), run.result(), clock.instant(), run.id());
    }

    @Transactional
    boolean requeue(UUID id, Map<String, String> parameters) {
        return sql.update(REQUEUE, Json.write(parameters), id) == 1;
    }

    @Transactional
    boolean refuse(UUID id, Map<String, String> parameters, List<String> problems) {
        return sql.update(REFUSE, Json.write(parameters), Json.write(problems), clock.instant(), id) == 1;
    }

    @Transactional(Transactional.TxType.REQUIRES_NEW)
    List<Job> held(String kind) {
        return sql.list(HELD, Jobs::map, kind);
    }

    private static Job map(ResultSet row) throws SQLException {
        return new Job(
                row.getObject("id", UUID.class),
                row.getString("kind"),
                JobState.valueOf(row.getString("state")),
                Json.read(row.getString("parameters"), new TypeReference<Map<String, String>>() {}),
                row.getString("file"),
                row.getLong("done"),
                row.getLong("total"),
                new Job.Counts(
                        row.getLong("created"),
                        row.getLong("updated"),
                        row.getLong("unchanged"),
                        row.getLong("rejected")),
                Json.read(row.getString("problems"), new TypeReference<List<String>>() {}),
                row.getString("difference"),
                row.getString("result"),
                Sql.requiredInstant(row, "queued_at"),
                Sql.instant(row, "started_at"),
                Sql.instant(row, "ended_at"),
                row.getString("queued_by"));
    }
}
