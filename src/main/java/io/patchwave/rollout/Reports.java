package io.patchwave.rollout;

import io.patchwave.platform.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of {@code rollout_report}: what agents said, as evidence. */
@ApplicationScoped
class Reports {
    private static final String KNOWN = "select id, body_hash from rollout_report where host_id = ? and id = any(?)";
    private static final String INSERT = "insert into rollout_report (host_id, id, assignment_id, state, seq, at,"
            + " received_at, exit_code, message, evidence, body_hash, moved)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String OF_HOST = "select id, assignment_id, state, seq, at, received_at, exit_code, message,"
            + " evidence, moved from rollout_report where host_id = ? and (received_at, id) < (?, ?)"
            + " order by received_at desc, id desc limit ?";

    private final Sql sql;

    Reports(Sql sql) {
        this.sql = sql;
    }

    /** A report with what it did; {@code moved} is false when it changed nothing. */
    record Received(UUID hostId, AgentReport report, Instant at, boolean moved) {}

    /** Body hashes of those that have come before. */
    Map<UUID, String> known(UUID hostId, Collection<UUID> ids) {
        Map<UUID, String> hashes = new HashMap<>();
        sql.list(
                KNOWN,
                row -> hashes.put(row.getObject("id", UUID.class), row.getString("body_hash")) == null,
                hostId,
                ids);
        return hashes;
    }

    void insert(List<Received> reports) {
        sql.batch(
                INSERT,
                reports.stream()
                        .map(received -> new @Nullable Object[] {
                            received.hostId(),
                            received.report().id(),
                            received.report().assignmentId(),
                            received.report().state(),
                            received.report().seq(),
                            received.report().at(),
                            received.at(),
                            received.report().exitCode(),
                            received.report().message(),
                            received.report().evidence(),
                            received.report().bodyHash(),
                            received.moved()
                        })
                        .toList());
    }

    /** Newest first. */
    List<ReportView> ofHost(UUID hostId, Instant before, UUID beforeId, int limit) {
        return sql.list(
                OF_HOST,
                row -> {
                    long seq = row.getLong("seq");
                    Long sequence = row.wasNull() ? null : seq;
                    int exit = row.getInt("exit_code");
                    return new ReportView(
                            row.getObject("id", UUID.class),
                            row.getObject("assignment_id", UUID.class),
                            row.getString("state"),
                            sequence,
                            Sql.instant(row, "at"),
                            Sql.requiredInstant(row, "received_at"),
                            row.wasNull() ? null : exit,
                            row.getString("message"),
                            row.getString("evidence"),
                            row.getBoolean("moved"));
                },
                hostId,
                before,
                beforeId,
                limit);
    }
}
