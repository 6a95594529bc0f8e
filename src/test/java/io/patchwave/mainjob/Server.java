package io.patchwave.mainjob;

import static io.restassured.RestAssured.given;

import io.restassured.specification.RequestSpecification;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/**
 * The packaged server as a process of its own on an empty data folder: on H2, or on an embedded PostgreSQL with {@code
 * PATCHWAVE_DATABASE_URL=embedded:postgresql}. One for all classes of the main job, ended with the test process.
 */
final class Server {
    private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static Server running;

    private final Path data;
    private final int port;
    private final Process process;

    private Server() throws IOException {
        boolean postgresql = "embedded:postgresql".equals(System.getenv("PATCHWAVE_DATABASE_URL"));
        String name = postgresql ? "postgresql" : "h2";
        data = Path.of("target", "mainjob", name).toAbsolutePath();
        empty(data);
        Files.createDirectories(data);
        port = freePort();
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", JAR.toString());
        Map<String, String> environment = builder.environment();
        environment.put("PATCHWAVE_DATA_DIR", data.toString());
        environment.put("QUARKUS_HTTP_PORT", String.valueOf(port));
        environment.remove("PATCHWAVE_DATABASE_URL");
        if (postgresql) {
            environment.put("PATCHWAVE_DATABASE_URL", startPostgresql());
            environment.put("PATCHWAVE_DATABASE_USERNAME", "postgres");
        }
        process = builder.redirectErrorStream(true)
                .redirectOutput(data.resolve("server.log").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    /** The running server; started at the first call. */
    static synchronized Server running() {
        if (running == null) {
            try {
                running = new Server();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            running.awaitReady();
        }
        return running;
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    Path data() {
        return data;
    }

    String log() {
        try {
            return Files.readString(data.resolve("server.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The password the server wrote for its first admin. */
    String adminPassword() {
        try {
            return Files.readString(data.resolve("initial-admin-password")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A request of the first admin. */
    RequestSpecification admin() {
        return given().baseUri(uri().toString())
                .auth()
                .preemptive()
                .basic("admin", adminPassword())
                .contentType("application/json");
    }

    /** A request of nobody. */
    RequestSpecification nobody() {
        return given().baseUri(uri().toString()).contentType("application/json");
    }

    private void awaitReady() {
        Awaitility.await("the server answers readiness; its log: " + data.resolve("server.log"))
                .atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(200))
                .failFast("the server ended", () -> !process.isAlive())
                .ignoreExceptions()
                .until(() -> CLIENT.send(
                                        HttpRequest.newBuilder(uri().resolve("/q/health/ready"))
                                                .build(),
                                        HttpResponse.BodyHandlers.discarding())
                                .statusCode()
                        == 200);
    }

    private static String startPostgresql() throws IOException {
        EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "off")
                .setServerConfig("synchronous_commit", "off")
                .setLocaleConfig("locale", "C")
                .start();
        return postgres.getJdbcUrl("postgres", "postgres");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void empty(Path folder) throws IOException {
        if (Files.exists(folder)) {
            List<Path> files;
            try (var walk = Files.walk(folder)) {
                files = walk.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }
}
