package io.patchwave.audit;

import io.patchwave.platform.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The table of blocks. */
@ApplicationScoped
class AuditBlocks {
    private static final String COLUMNS = "number, sealed_at, entries, merkle_root, previous_hash, hash, signature";
    private static final String INSERT = "insert into audit_block (" + COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?)";
    private static final String NEWEST = "select " + COLUMNS + " from audit_block order by number desc limit 1";
    private static final String AFTER =
            "select " + COLUMNS + " from audit_block where number > ? and number <= ? order by number limit ?";

    private final Sql sql;
    private volatile AuditHead known = AuditHead.GENESIS;

    AuditBlocks(Sql sql) {
        this.sql = sql;
    }

    void insert(AuditBlock block) {
        sql.update(
                INSERT,
                block.number(),
                block.sealedAt(),
                block.entries(),
                block.merkleRoot(),
                block.previousHash(),
                block.hash(),
                block.signature());
    }

    Optional<AuditBlock> newest() {
        return sql.one(NEWEST, AuditBlocks::map);
    }

    /** Blocks above {@code number} up to {@code last}, in order. */
    List<AuditBlock> after(long number, long last, int limit) {
        return sql.list(AFTER, AuditBlocks::map, number, last, limit);
    }

    /** Reads the head that others may have moved. */
    @Transactional
    void refreshHead() {
        known = newest().map(AuditBlock::head).orElse(AuditHead.GENESIS);
    }

    AuditHead knownHead() {
        return known;
    }

    private static AuditBlock map(ResultSet row) throws SQLException {
        return new AuditBlock(
                row.getLong("number"),
                Sql.requiredInstant(row, "sealed_at"),
                row.getInt("entries"),
                row.getString("merkle_root"),
                row.getString("previous_hash"),
                row.getString("hash"),
                row.getString("signature"));
    }
}
