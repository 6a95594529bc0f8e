package io.patchwave;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;

/**
 * Gives the tests their database: an H2 file by default, an embedded PostgreSQL with {@code
 * PATCHWAVE_DATABASE_URL=embedded:postgresql}. Both start empty, in a data folder of their own.
 */
public class Db implements QuarkusTestResourceLifecycleManager {
    private EmbeddedPostgres postgres;

    /** Whether this run is on PostgreSQL. */
    static boolean onPostgresql() {
        return "embedded:postgresql".equals(System.getenv("PATCHWAVE_DATABASE_URL"));
    }

    @Override
    public Map<String, String> start() {
        Path data = Path.of("target", onPostgresql() ? "test-data-postgresql" : "test-data")
                .toAbsolutePath();
        empty(data);
        String url = onPostgresql() ? startPostgres() : "jdbc:h2:file:" + data + "/patchwave";
        return Map.of(
                "patchwave.data-dir",
                data.toString(),
                "patchwave.database.url",
                url,
                "patchwave.database.username",
                onPostgresql() ? "postgres" : "patchwave",
                "patchwave.admin-password",
                Given.ADMIN_PASSWORD);
    }

    private String startPostgres() {
        try {
            postgres = EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "off")
                    .setServerConfig("synchronous_commit", "off")
                    .setLocaleConfig("locale", "C")
                    .start();
            return postgres.getJdbcUrl("postgres", "postgres");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        if (postgres != null) {
            try {
                postgres.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    static void empty(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
