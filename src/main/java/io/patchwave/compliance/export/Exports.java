package io.patchwave.compliance.export;

import io.patchwave.platform.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table of exports. */
@ApplicationScoped
class Exports {
    private static final String INSERT = "insert into compliance_export (id, format, state, as_of, known_at, queued_by,"
            + " started_at) values (?, ?, 'running', ?, ?, ?, ?)";
    private static final String SUCCEED =
            "update compliance_export set state = 'succeeded', ended_at = ?, row_count = ?,"
                    + " sha256 = ?, head = ? where id = ?";
    private static final String FAIL = "update compliance_export set state = 'failed', ended_at = ? where id = ?";
    private static final String FIND =
            "select id, format, state, as_of, known_at, started_at, ended_at, head from compliance_export where id = ?";
    private static final String PREVIOUS = "select sha256 from compliance_export where state = 'succeeded'"
            + " order by ended_at desc, id desc limit 1";

    private final Sql sql;
    private final Clock clock;

    Exports(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /** An export as stored. */
    record Stored(
            UUID id,
            String format,
            String state,
            Instant asOf,
            Instant knownAt,
            Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable String head) {}

    @Transactional(Transactional.TxType.REQUIRES_NEW)
    void begin(UUID id, ExportFormat format, Instant asOf, Instant knownAt, String by) {
        sql.update(INSERT, id, format.word(), asOf, knownAt, by, clock.instant());
    }

    @Transactional(Transactional.TxType.REQUIRES_NEW)
    void succeed(UUID id, long rows, String sha256, String head) {
        sql.update(SUCCEED, clock.instant(), rows, sha256, head, id);
    }

    @Transactional(Transactional.TxType.REQUIRES_NEW)
    void fail(UUID id) {
        sql.update(FAIL, clock.instant(), id);
    }

    @Transactional
    Optional<Stored> find(UUID id) {
        return sql.one(FIND, Exports::map, id);
    }

    @Transactional
    Optional<String> newestHash() {
        return sql.one(PREVIOUS, row -> row.getString(1));
    }

    private static Stored map(ResultSet row) throws SQLException {
        return new Stored(
                row.getObject("id", UUID.class),
                row.getString("format"),
                row.getString("state"),
                Sql.requiredInstant(row, "as_of"),
                Sql.requiredInstant(row, "known_at"),
                Sql.requiredInstant(row, "started_at"),
                Sql.instant(row, "ended_at"),
                row.getString("head"));
    }
}
