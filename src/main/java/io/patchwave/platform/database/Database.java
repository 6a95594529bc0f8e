package io.patchwave.platform.database;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the two databases do differently, in one place (engineering, section 4). */
public interface Database {
    /** {@code h2} or {@code postgresql}. */
    String kind();

    /**
     * Inserts many rows the fastest way this database has, in the caller's transaction.
     *
     * @param table table name, trusted text
     * @param columns column names, trusted text
     * @param rows one array per row, in the columns' order; types as in {@link Sql}
     */
    void bulkInsert(String table, List<String> columns, List<@Nullable Object[]> rows);

    /** Refreshes the planner's statistics after a bulk insert (law 13); does nothing where the database has no use for it. */
    void analyze(String table);

    /** Bytes the whole database takes on disk. */
    long size();

    /** Fails with a sentence for the operator when the database cannot be used (version, collation). */
    void check();
}
