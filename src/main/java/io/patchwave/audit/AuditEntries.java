package io.patchwave.audit;

import io.patchwave.platform.database.Sql;
import io.patchwave.platform.paging.PageRequest;
import io.patchwave.platform.security.Actor;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table of entries, and the first source of the blocks. */
@ApplicationScoped
class AuditEntries implements SealableRows {
    private static final UUID LAST = new UUID(-1L, -1L);
    private static final String COLUMNS =
            "id, at, actor_kind, actor_name, action, subject, details, content_hash, block";
    private static final String INSERT =
            "insert into audit_entry (" + COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?, ?, null)";
    private static final String UNSEALED =
            "select id, content_hash from audit_entry where block is null order by id limit ?";
    private static final String SEAL = "update audit_entry set block = ? where block is null and id = any(?)";
    private static final String OF_BLOCK = "select " + COLUMNS + " from audit_entry where block = ? order by id";
    private static final String OLDEST = "select at from audit_entry where block is null order by id limit 1";
    private static final String LAST_BLOCK = "select max(block) from audit_entry";
    private static final String MATCHES = " and (cast(? as text) is null or actor_name = ?)"
            + " and (cast(? as text) is null or action = ?) and (cast(? as text) is null or subject = ?)"
            + " and at >= ? and at < ?";
    private static final String PAGE =
            "select " + COLUMNS + " from audit_entry where id < ?" + MATCHES + " order by id desc limit ?";
    private static final String COUNT = "select count(*) from audit_entry where id <= ?" + MATCHES;

    private final Sql sql;

    AuditEntries(Sql sql) {
        this.sql = sql;
    }

    void insert(AuditEntry entry) {
        sql.update(
                INSERT,
                entry.id(),
                entry.at(),
                entry.actor().kind(),
                entry.actor().name(),
                entry.action(),
                entry.subject(),
                entry.details(),
                entry.contentHash());
    }

    /** Newest first; {@code from} is included, {@code to} is not. */
    List<AuditEntry> page(AuditQuery query, PageRequest page) {
        return sql.list(
                PAGE,
                AuditEntries::map,
                page.first() ? LAST : UUID.fromString(page.after().get(0)),
                query.actor(),
                query.actor(),
                query.action(),
                query.action(),
                query.subject(),
                query.subject(),
                query.fromOrEarliest(),
                query.toOrLatest(),
                page.limit() + 1);
    }

    /** How many entries fit. */
    long count(AuditQuery query) {
        return sql.number(
                COUNT,
                LAST,
                query.actor(),
                query.actor(),
                query.action(),
                query.action(),
                query.subject(),
                query.subject(),
                query.fromOrEarliest(),
                query.toOrLatest());
    }

    /** Entries of a block whose content is not what their hash says. */
    List<UUID> changedIn(long block) {
        return sql.list(OF_BLOCK, AuditEntries::map, block).stream()
                .filter(entry -> !entry.contentHash().equals(entry.computedHash()))
                .map(AuditEntry::id)
                .toList();
    }

    @Override
    public String name() {
        return "audit";
    }

    @Override
    public List<Leaf> unsealed(int limit) {
        return sql.list(
                UNSEALED,
                row -> new Leaf(row.getObject("id", UUID.class).toString(), row.getString("content_hash")),
                limit);
    }

    @Override
    public int seal(List<String> ids, long block) {
        return sql.update(SEAL, block, ids.stream().map(UUID::fromString).toList());
    }

    @Override
    public List<Leaf> hashesOf(long block) {
        return sql.list(
                OF_BLOCK,
                row -> {
                    AuditEntry entry = map(row);
                    return new Leaf(entry.id().toString(), entry.computedHash());
                },
                block);
    }

    @Override
    public Optional<Instant> oldestUnsealed() {
        return sql.one(OLDEST, row -> Sql.requiredInstant(row, "at"));
    }

    @Override
    public long lastSealedBlock() {
        return sql.number(LAST_BLOCK);
    }

    private static AuditEntry map(ResultSet row) throws SQLException {
        long number = row.getLong("block");
        @Nullable Long block = row.wasNull() ? null : number;
        return new AuditEntry(
                row.getObject("id", UUID.class),
                Sql.requiredInstant(row, "at"),
                new Actor(row.getString("actor_kind"), row.getString("actor_name")),
                row.getString("action"),
                row.getString("subject"),
                row.getString("details"),
                row.getString("content_hash"),
                block);
    }
}
