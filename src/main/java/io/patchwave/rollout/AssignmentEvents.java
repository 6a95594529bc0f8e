package io.patchwave.rollout;

import io.patchwave.audit.SealableRows;
import io.patchwave.platform.database.Sql;
import io.patchwave.platform.id.Ids;
import io.patchwave.platform.id.Secrets;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Every transition of an assignment, sealed by the audit log's blocks (engineering, law 4). */
@ApplicationScoped
class AssignmentEvents implements SealableRows {
    private static final String COLUMNS = "id, assignment_id, rollout_id, host_id, at, event, from_state, to_state,"
            + " attempt, reason, report_id, hash, block";
    private static final String INSERT =
            "insert into rollout_assignment_event (" + COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, null)";
    private static final String UNSEALED =
            "select id, hash from rollout_assignment_event where block is null order by id limit ?";
    private static final String SEAL =
            "update rollout_assignment_event set block = ? where block is null and id = any(?)";
    private static final String OF_BLOCK =
            "select " + COLUMNS + " from rollout_assignment_event where block = ? order by id";
    private static final String OLDEST =
            "select at from rollout_assignment_event where block is null order by id limit 1";
    private static final String LAST_BLOCK = "select max(block) from rollout_assignment_event";

    private final Sql sql;
    private final Ids ids;

    AssignmentEvents(Sql sql, Ids ids) {
        this.sql = sql;
        this.ids = ids;
    }

    void insert(List<Move> moves) {
        sql.batch(INSERT, moves.stream().map(this::row).toList());
    }

    @Override
    public String name() {
        return "assignment-event";
    }

    @Override
    public List<Leaf> unsealed(int limit) {
        return sql.list(
                UNSEALED, row -> new Leaf(row.getObject("id", UUID.class).toString(), row.getString("hash")), limit);
    }

    @Override
    public int seal(List<String> ids, long block) {
        return sql.update(SEAL, block, ids.stream().map(UUID::fromString).toList());
    }

    @Override
    public List<Leaf> hashesOf(long block) {
        return sql.list(OF_BLOCK, AssignmentEvents::leaf, block);
    }

    @Override
    public Optional<Instant> oldestUnsealed() {
        return sql.one(OLDEST, row -> Sql.requiredInstant(row, "at"));
    }

    @Override
    public long lastSealedBlock() {
        return sql.number(LAST_BLOCK);
    }

    private @Nullable Object[] row(Move move) {
        UUID id = ids.next();
        AssignmentRow after = move.after();
        String event = move.event().name();
        String from = move.before().state().word();
        String to = after.state().word();
        String hash = hash(
                id,
                after.id(),
                after.rolloutId(),
                after.hostId(),
                after.changedAt(),
                event,
                from,
                to,
                after.attempt(),
                after.reason(),
                after.reportId());
        return new @Nullable Object[] {
            id,
            after.id(),
            after.rolloutId(),
            after.hostId(),
            after.changedAt(),
            event,
            from,
            to,
            after.attempt(),
            after.reason(),
            after.reportId(),
            hash
        };
    }

    private static Leaf leaf(ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        return new Leaf(
                id.toString(),
                hash(
                        id,
                        row.getObject("assignment_id", UUID.class),
                        row.getObject("rollout_id", UUID.class),
                        row.getObject("host_id", UUID.class),
                        Sql.requiredInstant(row, "at"),
                        row.getString("event"),
                        row.getString("from_state"),
                        row.getString("to_state"),
                        row.getInt("attempt"),
                        row.getString("reason"),
                        Sql.uuid(row, "report_id")));
    }

    /** SHA-256 over all members, one a line; what is absent is an empty line. */
    private static String hash(@Nullable Object... members) {
        StringBuilder text = new StringBuilder();
        for (Object member : members) {
            text.append(member == null ? "" : member).append('\n');
        }
        return Secrets.sha256(text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
