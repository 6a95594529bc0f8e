package io.patchwave.platform.idempotency;

import io.patchwave.platform.database.Sql;
import io.patchwave.platform.time.Ticker;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table of kept answers. A row with status 0 belongs to a call that still runs, or whose server died. */
@ApplicationScoped
class KeptAnswers {
    private static final Duration KEPT = Duration.ofHours(24);
    private static final Duration RUNNING_AT_MOST = Duration.ofMinutes(5);
    private static final String BEGIN =
            "insert into platform_idempotency (actor, idempotency_key, request_hash, status, at) values (?, ?, ?, 0, ?)"
                    + " on conflict do nothing";
    private static final String FIND = "select request_hash, status, location, body from platform_idempotency"
            + " where actor = ? and idempotency_key = ?";
    private static final String DELETE_OLD = "delete from platform_idempotency where actor = ? and idempotency_key = ?"
            + " and (at < ? or (status = 0 and at < ?))";
    private static final String KEEP = "update platform_idempotency set status = ?, location = ?, body = ?"
            + " where actor = ? and idempotency_key = ?";
    private static final String FORGET = "delete from platform_idempotency where actor = ? and idempotency_key = ?";
    private static final String SWEEP = "delete from platform_idempotency where at < ?";

    private final Sql sql;
    private final Clock clock;

    KeptAnswers(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /** A call known by its key; {@code status} is 0 while it runs. */
    record Kept(
            String requestHash,
            int status,
            @Nullable String location,
            @Nullable String body) {
        private static Kept map(ResultSet row) throws SQLException {
            return new Kept(
                    row.getString("request_hash"),
                    row.getInt("status"),
                    row.getString("location"),
                    row.getString("body"));
        }
    }

    void start(@Observes StartupEvent start, Ticker ticker) {
        ticker.every(Duration.ofHours(1), "idempotency", this::sweep);
    }

    /** Begins a call under its key; the one known already if there is one. */
    @Transactional
    Optional<Kept> begin(String actor, String key, String requestHash) {
        sql.update(
                DELETE_OLD,
                actor,
                key,
                clock.instant().minus(KEPT),
                clock.instant().minus(RUNNING_AT_MOST));
        return sql.update(BEGIN, actor, key, requestHash, clock.instant()) == 1
                ? Optional.empty()
                : sql.one(FIND, Kept::map, actor, key);
    }

    @Transactional
    void keep(String actor, String key, int status, @Nullable String location, @Nullable String body) {
        sql.update(KEEP, status, location, body, actor, key);
    }

    @Transactional
    void forget(String actor, String key) {
        sql.update(FORGET, actor, key);
    }

    @Transactional
    void sweep() {
        sql.update(SWEEP, clock.instant().minus(KEPT));
    }
}
