package io.patchwave.catalog;

import io.patchwave.platform.database.Database;
import io.patchwave.platform.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stored documents, mirrors and revisions. */
@ApplicationScoped
class Documents {
    private static final int CHUNK = 1000;
    private static final String META =
            "select id, kind, name, mirror, released_at, digest, changed_rev" + " from catalog_document";
    private static final String LOCK = "select id from catalog_lock where id = 1 for update";
    private static final String NAMED = META + " where kind = ? and mirror = ? and name = any(?)";
    private static final String OF_MIRROR = META + " where mirror = ?";
    private static final String CHANGED = META + " where changed_rev > ?";
    private static final String IDS = "select id from catalog_document";
    private static final String COUNT = "select count(*) from catalog_document";
    private static final String BODY = "select body from catalog_document where id = ?";
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
            long changedRev) {
        Key key() {
            return new Key(kind, mirror, name);
        }
    }

    /** What makes two documents revisions of one. */
    record Key(DocumentKind kind, String mirror, String name) {}

    /** Waits until no other import writes, and keeps others waiting until the transaction ends. */
    void lock() {
        sql.number(LOCK);
    }

    /** Those that are there. */
    Map<Key, Meta> find(Collection<Key> keys) {
        Map<Key, List<String>> names = new HashMap<>();
        keys.forEach(key -> names.computeIfAbsent(new Key(key.kind(), key.mirror(), ""), group -> new ArrayList<>())
                .add(key.name()));
        Map<Key, Meta> found = new HashMap<>();
        names.forEach((group, all) -> {
            for (int from = 0; from < all.size(); from += CHUNK) {
                List<String> some = all.subList(from, Math.min(from + CHUNK, all.size()));
                sql.list(NAMED, Documents::meta, group.kind().word(), group.mirror(), some)
                        .forEach(meta -> found.put(meta.key(), meta));
            }
        });
        return found;
    }

    /** All of a mirror. */
    List<Meta> ofMirror(String mirror) {
        return sql.list(OF_MIRROR, Documents::meta, mirror);
    }

    /** Those that came or changed after a revision. */
    List<Meta> changedSince(long rev) {
        return sql.list(CHANGED, Documents::meta, rev);
    }

    /** How many there are. */
    long count() {
        return sql.number(COUNT);
    }

    List<UUID> ids() {
        return sql.list(IDS, row -> row.getObject(1, UUID.class));
    }

    byte[] body(UUID id) {
        return sql.one(BODY, row -> row.getBytes(1), id).orElseThrow();
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
        List.of(
                        "catalog_document",
                        "catalog_document_part",
                        "catalog_advisory",
                        "catalog_advisory_source",
                        "catalog_advisory_cve")
                .forEach(database::analyze);
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
