package io.patchwave.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** The database of an older server: its schema of then, and the rows that it wrote ({@code src/test/resources/databases}). */
final class OldDatabase {
    private static final Path DUMPS = Path.of("src", "test", "resources", "databases");
    private static final Pattern BYTES = Pattern.compile("bytes\\('([0-9a-f]*)'\\)");

    private OldDatabase() {}

    /**
     * Fills an empty database.
     *
     * @param version of the schema's last migration then
     * @param dump statements, each in one line, that both databases understand but for bytes and empty arrays
     */
    static void fill(DataSource database, String version, String dump) throws SQLException, IOException {
        Flyway.configure()
                .dataSource(database)
                .locations("filesystem:src/main/resources/db/migration")
                .target(version)
                .load()
                .migrate();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            boolean h2 = connection.getMetaData().getDatabaseProductName().equals("H2");
            for (String line : Files.readAllLines(DUMPS.resolve(dump))) {
                if (!line.startsWith("--")) {
                    String sql = BYTES.matcher(line).replaceAll(h2 ? "X'$1'" : "'\\\\x$1'");
                    statement.execute(h2 ? sql : sql.replace("ARRAY []", "'{}'"));
                }
            }
        }
    }
}
