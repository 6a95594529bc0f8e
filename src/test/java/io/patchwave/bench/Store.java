package io.patchwave.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** A database of the bench's own: a file of H2, or a PostgreSQL that forces every commit to disk. */
final class Store implements AutoCloseable {
    private final Path folder;
    private final String name;
    private final @Nullable EmbeddedPostgres postgres;

    private Store(Path folder, String name, @Nullable EmbeddedPostgres postgres) {
        this.folder = folder;
        this.name = name;
        this.postgres = postgres;
    }

    static Store h2(Path parent) throws IOException {
        return new Store(fresh(parent.resolve("h2")), "H2", null);
    }

    static Store postgresql(Path parent) throws IOException {
        Path folder = fresh(parent.resolve("postgresql"));
        EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("shared_buffers", "256MB")
                .setServerConfig("max_wal_size", "4GB")
                .setLocaleConfig("locale", "C")
                .setDataDirectory(folder.resolve("pgdata"))
                .start();
        return new Store(folder, "PostgreSQL", postgres);
    }

    /** {@code H2} or {@code PostgreSQL}. */
    String name() {
        return name;
    }

    boolean embedded() {
        return postgres == null;
    }

    /** The data folder of the server with that name. */
    Path data(String server) {
        return folder.resolve(server);
    }

    /** Brings one server's signing keys to another of the same database, as an administrator would. */
    void shareKeys(String from, String to) throws IOException {
        Path keys = Files.createDirectories(data(to).resolve("keys"));
        try (var files = Files.list(data(from).resolve("keys"))) {
            for (Path file : files.toList()) {
                Files.copy(file, keys.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    String url() {
        return postgres == null
                ? "jdbc:h2:file:" + folder.resolve("patchwave")
                : postgres.getJdbcUrl("postgres", "postgres");
    }

    String user() {
        return postgres == null ? "patchwave" : "postgres";
    }

    /** A connection without automatic commit; on H2 only while no server runs. */
    Connection connect() throws SQLException {
        String h2 =
                ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;CASE_INSENSITIVE_IDENTIFIERS=TRUE";
        Connection connection = DriverManager.getConnection(postgres == null ? url() + h2 : url(), user(), "");
        connection.setAutoCommit(false);
        return connection;
    }

    @Override
    public void close() throws IOException {
        if (postgres != null) {
            postgres.close();
        }
    }

    private static Path fresh(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        Files.createDirectories(folder);
        return folder;
    }
}
