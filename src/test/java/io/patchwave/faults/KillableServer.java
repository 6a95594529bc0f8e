package io.patchwave.faults;

import static io.restassured.RestAssured.given;

import io.restassured.specification.RequestSpecification;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.h2.jdbcx.JdbcDataSource;

/**
 * The packaged server as a process that is killed and started again on the same data folder and port: on an H2 file, or on an
 * embedded PostgreSQL that syncs as a real one does (engineering, law 9) with {@code PATCHWAVE_DATABASE_URL=embedded:postgresql}.
 */
final class KillableServer {
    private static final String PASSWORD = "killed-again-and-again-1";

    final HttpClient client = HttpClient.newHttpClient();
    private final Path data;
    private final int port;
    private final EmbeddedPostgres postgres;
    private volatile Process process;

    KillableServer() throws IOException {
        data = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "killed");
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        postgres = "embedded:postgresql".equals(System.getenv("PATCHWAVE_DATABASE_URL"))
                ? EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .setLocaleConfig("locale", "C")
                        .start()
                : null;
    }

    /** The database that the server will find at its first start. */
    DataSource database() {
        return postgres == null ? h2(data.resolve("patchwave")) : postgres.getPostgresDatabase();
    }

    private static DataSource h2(Path file) {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(
                "jdbc:h2:file:" + file
                        + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;CASE_INSENSITIVE_IDENTIFIERS=TRUE");
        source.setUser("patchwave");
        source.setPassword("");
        return source;
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    void start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                "target/quarkus-app/quarkus-run.jar");
        Map<String, String> environment = builder.environment();
        environment.put("PATCHWAVE_DATA_DIR", data.toString());
        environment.put("PATCHWAVE_ADMIN_PASSWORD", PASSWORD);
        environment.put("QUARKUS_HTTP_PORT", String.valueOf(port));
        environment.remove("PATCHWAVE_DATABASE_URL");
        if (postgres != null) {
            environment.put("PATCHWAVE_DATABASE_URL", postgres.getJdbcUrl("postgres", "postgres"));
            environment.put("PATCHWAVE_DATABASE_USERNAME", "postgres");
        }
        process = builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        data.resolve("server.log").toFile()))
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        awaitReady();
    }

    /** SIGKILL; answers when the process is gone. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    void close() throws IOException {
        kill();
        if (postgres != null) {
            postgres.close();
        }
    }

    void awaitReady() {
        Awaitility.await("the server is ready; its log: " + data.resolve("server.log"))
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions()
                .until(() -> client.send(
                                        HttpRequest.newBuilder(uri().resolve("/q/health/ready"))
                                                .build(),
                                        HttpResponse.BodyHandlers.discarding())
                                .statusCode()
                        == 200);
    }

    RequestSpecification admin() {
        return given().baseUri(uri().toString())
                .auth()
                .preemptive()
                .basic("admin", PASSWORD)
                .contentType("application/json");
    }

    /** The database as the dead server left it; H2 by a copy, so that the server itself has to recover its file. */
    Connection remains() throws IOException, SQLException {
        if (postgres != null) {
            return postgres.getPostgresDatabase().getConnection();
        }
        Path copy = Files.createDirectories(data.resolve("copy"));
        Files.copy(
                data.resolve("patchwave.mv.db"), copy.resolve("patchwave.mv.db"), StandardCopyOption.REPLACE_EXISTING);
        return h2(copy.resolve("patchwave")).getConnection();
    }
}
