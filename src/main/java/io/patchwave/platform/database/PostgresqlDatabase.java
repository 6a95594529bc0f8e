package io.patchwave.platform.database;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** PostgreSQL 15 or later with the C collation. */
final class PostgresqlDatabase implements Database {
    private static final int OLDEST = 150000;

    private final Sql sql;

    PostgresqlDatabase(Sql sql) {
        this.sql = sql;
    }

    @Override
    public String kind() {
        return "postgresql";
    }

    /** Batches, rewritten by the driver into multi-row inserts ({@code reWriteBatchedInserts}). */
    @Override
    public void bulkInsert(String table, List<String> columns, List<@Nullable Object[]> rows) {
        sql.batch(H2Database.insert(table, columns), rows);
    }

    @Override
    public void analyze(String table) {
        sql.update("analyze " + table);
    }

    @Override
    public long size() {
        return sql.number("select pg_database_size(current_database())");
    }

    @Override
    public void check() {
        long version = sql.number("select current_setting('server_version_num')::int");
        if (version < OLDEST) {
            throw new IllegalStateException(
                    "PostgreSQL 15 or later is needed, this server is version number " + version + ".");
        }
        String collation = sql.one(
                        "select datcollate from pg_database where datname = current_database()",
                        row -> row.getString(1))
                .orElse("");
        if (!collation.equals("C") && !collation.startsWith("C.")) {
            throw new IllegalStateException("The database's collation is " + collation
                    + "; order and paging need C. Make it with: create database patchwave template template0"
                    + " encoding 'UTF8' locale 'C.UTF-8'");
        }
    }
}
