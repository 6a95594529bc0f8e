package io.patchwave.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.awaitility.Awaitility;

/** The packaged server as a process of its own, on a free port of this machine. */
final class ServerProcess implements AutoCloseable {
    private static final String PASSWORD = "a password for this benchmark only";
    private static final String AUTHORIZATION =
            "Basic " + Base64.getEncoder().encodeToString(("admin:" + PASSWORD).getBytes(StandardCharsets.UTF_8));

    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;
    private final Process process;
    private final double startSeconds;

    private ServerProcess(Path data) throws IOException {
        this.port = freePort();
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                Path.of("target/quarkus-app/quarkus-run.jar").toString());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("PATCHWAVE_") || name.startsWith("MAVEN_"));
        environment.put("PATCHWAVE_DATA_DIR", data.toString());
        environment.put("PATCHWAVE_ADMIN_PASSWORD", PASSWORD);
        environment.put("PATCHWAVE_AGENT_RATE", "100000000");
        environment.put("QUARKUS_HTTP_PORT", String.valueOf(port));
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        Files.createDirectories(data);
        long start = System.nanoTime();
        this.process = builder.redirectErrorStream(true)
                .redirectOutput(data.resolve("server.log").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        Awaitility.await("ready; log: " + data.resolve("server.log"))
                .atMost(Duration.ofMinutes(3))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .failFast("the server ended", () -> !process.isAlive())
                .ignoreExceptions()
                .until(() -> get("/q/health/ready").statusCode() == 200);
        this.startSeconds = (System.nanoTime() - start) / 1e9;
    }

    /** Starts it on that data folder and waits until it is ready. */
    static ServerProcess start(Path data) throws IOException {
        return new ServerProcess(data);
    }

    /** From the start of the process to the first 200 of the readiness check. */
    double startSeconds() {
        return startSeconds;
    }

    int port() {
        return port;
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    HttpClient client() {
        return client;
    }

    /** Resident memory as the kernel counts it, in MB. */
    long residentMegabytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(-1);
    }

    /** What of the heap is still used after a full collection, in MB: what the server needs, not what it was let take. */
    long liveMegabytes() throws IOException {
        jcmd("GC.run");
        return jcmd("GC.heap_info")
                        .lines()
                        .filter(line -> line.contains("heap ") || line.contains("generation "))
                        .map(line -> line.replaceAll(".*used (\\d+)K.*", "$1").strip())
                        .filter(figure -> figure.matches("\\d+"))
                        .mapToLong(Long::parseLong)
                        .sum()
                / 1024;
    }

    private String jcmd(String command) throws IOException {
        Process tool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        String.valueOf(process.pid()),
                        command)
                .start();
        return new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    HttpResponse<String> post(String path, String contentType, byte[] body) throws IOException, InterruptedException {
        return send(
                request(path).header("Content-Type", contentType).POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri().resolve(path))
                .timeout(Duration.ofMinutes(5))
                .header("Authorization", AUTHORIZATION);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        process.destroy();
        Awaitility.await("the server ends").atMost(Duration.ofSeconds(30)).until(() -> !process.isAlive());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
