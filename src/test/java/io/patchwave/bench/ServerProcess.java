package io.patchwave.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchwave.platform.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** The packaged server as a process of its own, on a free port of this machine. */
final class ServerProcess implements AutoCloseable {
    private static final String PASSWORD = "a password for this benchmark only";
    private static final String BASIC =
            "Basic " + Base64.getEncoder().encodeToString(("admin:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
    private static final double TICKS_PER_SECOND = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Path log;
    private final int port;
    private final Process process;
    private final double startSeconds;
    private String authorization = BASIC;

    /**
     * Starts it and waits until it is ready.
     *
     * @param options the JVM's, for example {@code -Xmx512m}; {@code bench.jvm} adds to them
     */
    ServerProcess(Store store, String name, List<String> options) throws IOException {
        this.port = freePort();
        Path data = store.data(name);
        this.log = data.resolve("server.log");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of(System.getProperty("bench.jvm", "").strip().split("\\s+")));
        command.removeIf(String::isBlank);
        command.addAll(
                List.of("-jar", Path.of("target/quarkus-app/quarkus-run.jar").toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(key -> key.startsWith("PATCHWAVE_") || key.startsWith("MAVEN_"));
        environment.put("PATCHWAVE_DATA_DIR", data.toString());
        environment.put("PATCHWAVE_DATABASE_URL", store.url());
        environment.put("PATCHWAVE_DATABASE_USERNAME", store.user());
        environment.put("PATCHWAVE_ADMIN_PASSWORD", PASSWORD);
        environment.put("PATCHWAVE_AGENT_RATE", "100000000");
        environment.put("QUARKUS_HTTP_PORT", String.valueOf(port));
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        Files.createDirectories(data);
        long start = System.nanoTime();
        this.process =
                builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        Awaitility.await("ready; log: " + log)
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(50))
                .failFast("the server ended, log: " + log, () -> !process.isAlive())
                .ignoreExceptions()
                .until(() -> get("/q/health/ready").statusCode() == 200);
        this.startSeconds = (System.nanoTime() - start) / 1e9;
        JsonNode token = json(
                post("/api/v1/tokens", "application/json", "{\"name\":\"bench\"}".getBytes(StandardCharsets.UTF_8)));
        authorization = "Bearer " + token.path("token").asText();
    }

    /** From the start of the process to the first 200 of the readiness check. */
    double startSeconds() {
        return startSeconds;
    }

    int port() {
        return port;
    }

    /** The header of the bench's own API token, with its line end. */
    String authorization() {
        return "Authorization: " + authorization + "\r\n";
    }

    /** Resident memory as the kernel counts it, in MB. */
    long residentMegabytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(-1);
    }

    /** Processor time the process has used, of all its threads, user and system. */
    double cpuSeconds() throws IOException {
        String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    }

    /** What of the heap is still used after a full collection, in bytes. */
    long liveBytes() throws IOException {
        jcmd("GC.run");
        jcmd("GC.run");
        Matcher used =
                Pattern.compile("(?m)^ (?!Metaspace|  class).*?used (\\d+)K").matcher(jcmd("GC.heap_info"));
        long bytes = 0;
        while (used.find()) {
            bytes += 1024 * Long.parseLong(used.group(1));
        }
        return bytes;
    }

    String jcmd(String... command) throws IOException {
        List<String> all = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), String.valueOf(process.pid())));
        all.addAll(List.of(command));
        Process tool = new ProcessBuilder(all).redirectErrorStream(true).start();
        return new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** The last figure of that form in the log, or null. */
    @Nullable Long logged(Pattern figure) throws IOException {
        Matcher matcher = figure.matcher(Files.readString(log));
        Long last = null;
        while (matcher.find()) {
            last = Long.valueOf(matcher.group(1));
        }
        return last;
    }

    HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    JsonNode json(String path) {
        return json(get(path));
    }

    HttpResponse<String> post(String path, String contentType, byte[] body) {
        return send(
                request(path).header("Content-Type", contentType).POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    static JsonNode json(HttpResponse<String> answer) {
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(answer.request().uri() + ": " + answer.statusCode() + " " + answer.body());
        }
        return Json.tree(answer.body());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port).resolve(path))
                .timeout(PATIENCE)
                .header("Authorization", authorization);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        Awaitility.await("the server ends").atMost(Duration.ofSeconds(60)).until(() -> !process.isAlive());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
