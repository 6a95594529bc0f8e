package io.patchwave.platform.database;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The embedded default: plain batches; sizes from its own settings table. */
final class H2Database implements Database {
    private static final String PAGES = "select cast(setting_value as bigint) from information_schema.settings"
            + " where setting_name = 'info.FILE_SIZE'";

    private final Sql sql;

    H2Database(Sql sql) {
        this.sql = sql;
    }

    @Override
    public String kind() {
        return "h2";
    }

    @Override
    public void bulkInsert(String table, List<String> columns, List<@Nullable Object[]> rows) {
        sql.batch(insert(table, columns), rows);
    }

    static String insert(String table, List<String> columns) {
        return "insert into " + table + " (" + String.join(", ", columns) + ") values ("
                + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")";
    }

    @Override
    public void analyze(String table) {
        // H2 keeps its selectivity up to date by itself.
    }

    @Override
    public long size() {
        return sql.number(PAGES);
    }

    @Override
    public void check() {
        // The version comes with the artifact.
    }
}
