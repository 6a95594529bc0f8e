package io.patchwave.catalog;

import io.patchwave.platform.database.Database;
import io.patchwave.platform.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Contents of documents and their parts, by the revision they changed at. */
@ApplicationScoped
class StoredParts {
    private static final List<String> COLUMNS = List.of("document_id", "part", "digest", "body", "changed_rev");
    private static final String BODIES =
            "select id, body from catalog_document where changed_rev > ? and not kind = any(?)";
    private static final String PARTS = "select document_id, part, body from catalog_document_part"
            + " where changed_rev > ? order by document_id, part";
    private static final String DIGESTS = "select part, digest from catalog_document_part where document_id = ?";
    private static final String BODIES_OF =
            "select part, body from catalog_document_part where document_id = ? and part = any(?)";
    private static final String REMOVE = "delete from catalog_document_part where document_id = ? and part = any(?)";
    private static final String REMOVE_ALL = "delete from catalog_document_part where document_id = ?";

    private final Sql sql;
    private final Database database;

    StoredParts(Sql sql, Database database) {
        this.sql = sql;
        this.database = database;
    }

    /** Takes content as it comes. */
    interface Taker {
        /** @param part its number; {@link #WHOLE} for a document's own body */
        void take(UUID document, int part, byte[] packed);
    }

    /** Number of a document's own body. */
    static final int WHOLE = -1;

    /** Hands over what came or changed after a revision, but documents of those kinds; what is there no more is not told. */
    void changedSince(long rev, Collection<DocumentKind> but, Taker taker) {
        List<String> words = but.stream().map(DocumentKind::word).toList();
        sql.list(BODIES, row -> give(taker, row.getObject(1, UUID.class), WHOLE, row.getBytes(2)), rev, words);
        sql.list(PARTS, row -> give(taker, row.getObject(1, UUID.class), row.getInt(2), row.getBytes(3)), rev);
    }

    private static boolean give(Taker taker, UUID document, int part, byte[] packed) {
        taker.take(document, part, packed);
        return true;
    }

    /** Number → digest. */
    Map<Integer, String> digests(UUID document) {
        Map<Integer, String> digests = new HashMap<>();
        sql.list(DIGESTS, row -> digests.put(row.getInt(1), row.getString(2)), document);
        return digests;
    }

    /** Contents of some parts. */
    List<byte[]> bodies(UUID document, Collection<Integer> numbers) {
        return sql.list(BODIES_OF, row -> row.getBytes(2), document, numbers);
    }

    /** A part to write; without items it says that there is nothing any more. */
    record Write(UUID document, DocumentParts.Part part) {}

    void write(List<Write> writes, long rev) {
        Map<UUID, List<Integer>> replaced = new HashMap<>();
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (Write write : writes) {
            DocumentParts.Part part = write.part();
            replaced.computeIfAbsent(write.document(), document -> new ArrayList<>())
                    .add(part.number());
            rows.add(new @Nullable Object[] {write.document(), part.number(), part.digest(), part.packed(), rev});
        }
        replaced.forEach((document, numbers) -> sql.update(REMOVE, document, numbers));
        database.bulkInsert("catalog_document_part", COLUMNS, rows);
    }

    void delete(Collection<UUID> documents) {
        sql.batch(REMOVE_ALL, documents.stream().map(id -> new Object[] {id}).toList());
    }
}
