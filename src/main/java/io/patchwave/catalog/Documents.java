package io.patchwave.catalog;

import io.patchwave.platform.database.Database;
import io.patchwave.platform.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stored documents, mirrors and revisions. */
@ApplicationScoped
class Documents {
    private static final String LOCK = "select id from catalog_lock where id = 1 for update";
    private static final String METAS =
            "select id, kind, name, mirror, released_at, digest, changed_rev from catalog_document where kind = any(?)";
    private static final String ALL_METAS =
            "select id, kind, name, mirror, released_at, digest, changed_rev from catalog_document";
    private static final String BODY = "select body from catalog_document where id = ?";
    private static final String BODIES_SINCE = "select id, body from catalog_document where changed_rev > ?";
    private static final String UPDATE =
            "update catalog_document set released_at = ?, digest = ?, body = ?, changed_rev = ?, imported_at = ? where id = ?";
    private static final String DELETE = "delete from catalog_document where id = ?";
    private static final String MIRRORS = "select name, family, distribution, dist_release from catalog_mirror";
    private static final String MIRROR_UPDATE =
            "update catalog_mirror set family = ?, distribution = ?, dist_release = ? where name = ?";
    private static final String MIRROR_INSERT =
            "insert into catalog_mirror (name, family, distribution, dist_release) values (?, ?, ?, ?)";
    private static final String REVISION = "insert into catalog_revision (rev, at, cause) values (?, ?, ?)";
    private static final String LAST_CHANGE = "select at from catalog_revision order by rev desc limit 1";

    private final Sql sql;
    private final Database database;

    Documents(Sql sql, Database database) {
        this.sql = sql;
        this.database = database;
    }

    /** What is known of a document without its content. */
    record Meta(
            UUID id,
            DocumentKind kind,
            String name,
            String mirror,
            @Nullable Instant releasedAt,
            String digest,
            long changedRev) {}

    /** A document's content. */
    record Body(UUID id, byte[] packed) {}

    /** Waits until no other import writes, and keeps others waiting until the transaction ends. */
    void lock() {
        sql.number(LOCK);
    }

    List<Meta> metas(Collection<String> kinds) {
        return sql.list(METAS, Documents::meta, kinds);
    }

    List<Meta> metas() {
        return sql.list(ALL_METAS, Documents::meta);
    }

    byte[] body(UUID id) {
        return sql.one(BODY, row -> row.getBytes(1), id).orElseThrow();
    }

    List<Body> bodiesSince(long rev) {
        return sql.list(BODIES_SINCE, row -> new Body(row.getObject("id", UUID.class), row.getBytes("body")), rev);
    }

    /** One to insert or to replace. */
    record Write(UUID id, StagedDocument document) {}

    void insert(List<Write> writes, long rev, Instant now) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (Write write : writes) {
            StagedDocument document = write.document();
            rows.add(new @Nullable Object[] {
                write.id(),
                document.kind().word(),
                document.name(),
                document.mirror(),
                document.releasedAt(),
                document.body().digest(),
                document.body().packed(),
                rev,
                now
            });
        }
        List<String> columns =
                List.of("id", "kind", "name", "mirror", "released_at", "digest", "body", "changed_rev", "imported_at");
        database.bulkInsert("catalog_document", columns, rows);
    }

    void update(List<Write> writes, long rev, Instant now) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (Write write : writes) {
            StagedDocument document = write.document();
            rows.add(new @Nullable Object[] {
                document.releasedAt(), document.body().digest(), document.body().packed(), rev, now, write.id()
            });
        }
        sql.batch(UPDATE, rows);
    }

    void delete(List<UUID> ids) {
        sql.batch(DELETE, ids.stream().map(id -> new Object[] {id}).toList());
    }

    List<Staged.MirrorScope> mirrors() {
        return sql.list(
                MIRRORS,
                row -> new Staged.MirrorScope(
                        row.getString("name"),
                        row.getString("family"),
                        row.getString("distribution"),
                        row.getString("dist_release"),
                        false));
    }

    void save(Staged.MirrorScope mirror) {
        int known = sql.update(MIRROR_UPDATE, mirror.family(), mirror.distribution(), mirror.release(), mirror.name());
        if (known == 0) {
            sql.update(MIRROR_INSERT, mirror.name(), mirror.family(), mirror.distribution(), mirror.release());
        }
    }

    void revision(long rev, Instant at, String cause) {
        sql.update(REVISION, rev, at, cause);
    }

    Optional<Instant> lastChange() {
        return sql.one(LAST_CHANGE, row -> Sql.requiredInstant(row, "at"));
    }

    void analyze() {
        for (String table : List.of("catalog_document", "catalog_advisory", "catalog_advisory_source")) {
            database.analyze(table);
        }
        database.analyze("catalog_advisory_cve");
    }

    private static Meta meta(ResultSet row) throws SQLException {
        return new Meta(
                row.getObject("id", UUID.class),
                DocumentKind.ofWord(row.getString("kind")),
                row.getString("name"),
                row.getString("mirror"),
                Sql.instant(row, "released_at"),
                row.getString("digest"),
                row.getLong("changed_rev"));
    }
}
