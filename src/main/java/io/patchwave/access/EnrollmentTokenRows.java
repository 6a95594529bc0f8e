package io.patchwave.access;

import com.fasterxml.jackson.core.type.TypeReference;
import io.patchwave.platform.database.RowMapper;
import io.patchwave.platform.database.Sql;
import io.patchwave.platform.json.Json;
import io.patchwave.platform.keys.SigningKeys;
import io.patchwave.platform.paging.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The tables of enrolment tokens and their uses. */
@ApplicationScoped
class EnrollmentTokenRows {
    private static final UUID LAST = new UUID(-1L, -1L);
    private static final String COLUMNS =
            "id, description, created_by, created_at, expires_at, revoked_at, max_uses, uses, tags, host_id";
    private static final String INSERT =
            "insert into access_enrollment_token (id, secret_hash, description, created_by,"
                    + " created_at, expires_at, max_uses, uses, tags, host_id) values (?, ?, ?, ?, ?, ?, ?, 0, ?, ?)";
    private static final String PAGE =
            "select " + COLUMNS + " from access_enrollment_token where id < ? order by id desc limit ?";
    private static final String COUNT_ALL = "select count(*) from access_enrollment_token";
    private static final String FIND = "select " + COLUMNS + " from access_enrollment_token where id = ?";
    private static final String LOCK =
            "select " + COLUMNS + " from access_enrollment_token where secret_hash = ? for update";
    private static final String REVOKE =
            "update access_enrollment_token set revoked_at = ? where id = ? and revoked_at is null";
    private static final String COUNT = "update access_enrollment_token set uses = uses + 1 where id = ?"
            + " and revoked_at is null and expires_at > ? and (max_uses is null or uses < max_uses)";
    private static final String USES = "select count(*) from access_enrollment_use"
            + " where token_id = ? and machine_id = ? and nonce = ? and at > ?";
    private static final String INSERT_USE =
            "insert into access_enrollment_use (id, token_id, machine_id, nonce, at) values (?, ?, ?, ?, ?)";

    private final Sql sql;
    private final RowMapper<EnrollmentTokenView> mapper;

    EnrollmentTokenRows(Sql sql, SigningKeys keys) {
        this.sql = sql;
        this.mapper = row -> map(row, keys.fingerprint());
    }

    void insert(EnrollmentTokenView token, String secretHash) {
        sql.update(
                INSERT,
                token.id(),
                secretHash,
                token.description(),
                token.createdBy(),
                token.createdAt(),
                token.expiresAt(),
                token.maxUses(),
                Json.write(token.tags()),
                token.hostId());
    }

    /** Newest first, revoked and used-up ones too. */
    long count() {
        return sql.number(COUNT_ALL);
    }

    List<EnrollmentTokenView> page(PageRequest page) {
        UUID before = page.first() ? LAST : UUID.fromString(page.after().get(0));
        return sql.list(PAGE, mapper, before, page.limit() + 1);
    }

    Optional<EnrollmentTokenView> find(UUID id) {
        return sql.one(FIND, mapper, id);
    }

    /** The token with that hash; others that use it wait for the end of the transaction. */
    Optional<EnrollmentTokenView> lock(String secretHash) {
        return sql.one(LOCK, mapper, secretHash);
    }

    boolean revoke(UUID id, Instant now) {
        return sql.update(REVOKE, now, id) == 1;
    }

    /** Counts a use if the token still has one; false otherwise. */
    boolean count(UUID id, Instant now) {
        return sql.update(COUNT, id, now) == 1;
    }

    boolean used(UUID tokenId, String machineId, String nonce, Instant since) {
        return sql.number(USES, tokenId, machineId, nonce, since) > 0;
    }

    void insertUse(UUID id, UUID tokenId, String machineId, @Nullable String nonce, Instant now) {
        sql.update(INSERT_USE, id, tokenId, machineId, nonce, now);
    }

    private static EnrollmentTokenView map(ResultSet row, String fingerprint) throws SQLException {
        return new EnrollmentTokenView(
                row.getObject("id", UUID.class),
                row.getString("description"),
                row.getString("created_by"),
                Sql.requiredInstant(row, "created_at"),
                Sql.requiredInstant(row, "expires_at"),
                Sql.instant(row, "revoked_at"),
                row.getObject("max_uses", Integer.class),
                row.getInt("uses"),
                Json.read(row.getString("tags"), new TypeReference<List<String>>() {}),
                Sql.uuid(row, "host_id"),
                fingerprint);
    }
}
