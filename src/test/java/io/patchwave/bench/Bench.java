package io.patchwave.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchwave.demo.SimulatedAgent;
import io.patchwave.platform.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.awaitility.Awaitility;

/**
 * Measures the packaged server ({@code ./mvnw -Pbench}) and prints a table, also as {@code target/bench.md}: start, memory, the
 * import of all CVRF documents, the evaluation of the 84 hosts, idle polls beside a constant answer. Load and server share this
 * machine; what needs {@code ../shared/data} is left out where that is absent.
 */
public final class Bench {
    private static final Path SHARED = Path.of("../shared/data");
    private static final int STARTS = 3;
    private static final int CONNECTIONS = 64;
    private static final int ROUNDS = 5;
    private static final int WARM_UP = 100_000;
    private static final int REQUESTS = 100_000;

    private final Map<String, String> table = new LinkedHashMap<>();
    private final Path folder;

    private Bench(Path folder) {
        this.folder = folder;
    }

    /** Runs everything; about three minutes. With the argument {@code quick} it leaves the starts out. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of("target", "bench").toAbsolutePath();
        empty(folder);
        Bench bench = new Bench(folder);
        try {
            if (arguments.length == 0) {
                bench.starts();
            }
            try (ServerProcess server = ServerProcess.start(folder.resolve("main"))) {
                bench.measure(server);
            }
        } finally {
            // What was measured before a failure is worth seeing too.
            String text = bench.markdown();
            Files.writeString(Path.of("target", "bench.md"), text);
            System.out.println(text);
        }
    }

    private void starts() throws IOException {
        List<Double> first = new ArrayList<>();
        List<Double> again = new ArrayList<>();
        for (int number = 0; number < STARTS; number++) {
            Path data = folder.resolve("start-" + number);
            for (List<Double> times : List.of(first, again)) {
                try (ServerProcess server = ServerProcess.start(data)) {
                    times.add(server.startSeconds());
                }
            }
        }
        put("start on an empty folder, to ready", "%.1f s", median(first));
        put("start on the same folder again, to ready", "%.1f s", median(again));
    }

    private void measure(ServerProcess server) throws IOException, InterruptedException {
        put("resident memory when ready", "%d MB", server.residentMegabytes());
        List<SimulatedAgent> agents = agents(server);
        if (Files.exists(SHARED)) {
            cvrf(server);
            put("resident memory after that", "%d MB", server.residentMegabytes());
            errata(server, "almalinux8");
            evaluation(server, agents);
        } else {
            agents.forEach(SimulatedAgent::checkIn);
        }
        polls(server, agents);
        put("resident memory at the end", "%d MB", server.residentMegabytes());
        put("of it heap in use after a full collection", "%d MB", server.liveMegabytes());
    }

    private void cvrf(ServerProcess server) throws IOException, InterruptedException {
        List<Path> months = new ArrayList<>(files(SHARED.resolve("microsoft/cvrf")));
        months.addAll(files(SHARED.resolve("microsoft/cvrf-fill")));
        double seconds = importing(server, "format=cvrf&filename=cvrf.zip", zip(months));
        put("import of " + months.size() + " CVRF documents", "%.1f s", seconds);
    }

    private void errata(ServerProcess server, String repository) throws IOException, InterruptedException {
        double seconds = importing(
                server,
                "format=repodata&filename=repodata.zip&for=almalinux:8&mirror=" + repository,
                zip(files(SHARED.resolve("yum/" + repository + "/repodata"))));
        put("import of the yum repository " + repository, "%.1f s", seconds);
    }

    private void evaluation(ServerProcess server, List<SimulatedAgent> agents)
            throws IOException, InterruptedException {
        long revision = catalogRevision(server);
        long start = System.nanoTime();
        agents.forEach(SimulatedAgent::checkIn);
        double uploaded = seconds(start);
        evaluated(server, agents.size(), revision);
        put(agents.size() + " hosts: inventories uploaded one after the other", "%.2f s", uploaded);
        put(agents.size() + " hosts: uploaded and every one evaluated", "%.2f s", seconds(start));
        errata(server, "almalinux8-hard");
        long changed = System.nanoTime();
        evaluated(server, agents.size(), catalogRevision(server));
        put(agents.size() + " hosts: evaluated again, after the end of that import", "%.2f s", seconds(changed));
    }

    /** Until the counts of MS17-010 hold all hosts, each evaluated at that revision of the catalog or a later one. */
    private static void evaluated(ServerProcess server, int hosts, long revision) {
        Awaitility.await("evaluated at " + revision)
                .atMost(Duration.ofMinutes(2))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    JsonNode counts = Json.tree(
                            server.get("/api/v1/advisories/MS17-010/exposure").body());
                    long all = 0;
                    for (String verdict :
                            List.of("exposed", "pendingReboot", "mitigated", "patched", "unaffected", "unknown")) {
                        all += counts.path(verdict).asLong();
                    }
                    return all == hosts && counts.path("revision").asLong() >= revision;
                });
    }

    private void polls(ServerProcess server, List<SimulatedAgent> agents) throws IOException, InterruptedException {
        List<String> idle = new ArrayList<>();
        List<String> constant = new ArrayList<>();
        for (int at = 0; at < CONNECTIONS; at++) {
            String token = agents.get(at % agents.size()).token();
            HttpResponse<String> first = server.client()
                    .send(
                            HttpRequest.newBuilder(server.uri().resolve("/agent/v1/updates"))
                                    .header("Authorization", "Bearer " + token)
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            String etag = first.headers()
                    .firstValue("ETag")
                    .orElseThrow(
                            () -> new IllegalStateException("no ETag: " + first.statusCode() + " " + first.body()));
            idle.add(head(
                    "/agent/v1/updates", "Authorization: Bearer " + token + "\r\nIf-None-Match: " + etag + "\r\n"));
            constant.add(head("/api/v1/ping", ""));
        }
        PollLoad.run(server.port(), idle, WARM_UP, 304);
        PollLoad.run(server.port(), constant, WARM_UP, 200);
        List<PollLoad.Round> polled = new ArrayList<>();
        List<PollLoad.Round> pinged = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            polled.add(PollLoad.run(server.port(), idle, REQUESTS, 304));
            pinged.add(PollLoad.run(server.port(), constant, REQUESTS, 200));
        }
        double polls = rates("idle polls (304)", polled);
        double pings = rates("constant JSON (/api/v1/ping)", pinged);
        put("idle polls, share of the constant answer's rate", "%.0f %%", 100 * polls / pings);
    }

    private double rates(String what, List<PollLoad.Round> rounds) {
        double rate = median(rounds.stream().map(PollLoad.Round::perSecond).toList());
        put(what + ", " + CONNECTIONS + " connections", "%,.0f a second", rate);
        put(
                what + ", time for one (half below, 99 % below)",
                "%.2f ms, %.2f ms",
                median(rounds.stream().map(PollLoad.Round::p50Millis).toList()),
                median(rounds.stream().map(PollLoad.Round::p99Millis).toList()));
        return rate;
    }

    private static String head(String path, String headers) {
        return "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/json\r\n" + headers + "\r\n";
    }

    private static List<SimulatedAgent> agents(ServerProcess server) throws IOException, InterruptedException {
        HttpResponse<String> answer = server.post(
                "/api/v1/enrollment-tokens",
                "application/json",
                "{\"description\":\"bench\"}".getBytes(StandardCharsets.UTF_8));
        String token = Json.tree(answer.body()).path("token").asText();
        List<SimulatedAgent> agents = new ArrayList<>();
        documents().forEach((name, document) -> {
            SimulatedAgent agent =
                    new SimulatedAgent(server.client(), server.uri(), Clock.systemUTC(), name, name, document);
            agent.enrol(token);
            agents.add(agent);
        });
        return agents;
    }

    /** The 24 Windows and 60 Linux machines of the shared folder, or a single small one. */
    private static Map<String, ObjectNode> documents() throws IOException {
        Map<String, ObjectNode> documents = new LinkedHashMap<>();
        if (!Files.exists(SHARED)) {
            documents.put("bench-1", (ObjectNode)
                    Json.tree("{\"os\":{\"family\":\"linux\",\"id\":\"almalinux\",\"versionId\":\"8\","
                            + "\"architecture\":\"x86_64\"},\"packages\":[\"bash-0:4.4.20-5.el8.x86_64\"]}"));
            return documents;
        }
        for (Path file : files(SHARED.resolve("microsoft/hosts"))) {
            documents.put(file.getFileName().toString().replace(".json", ""), (ObjectNode)
                    Json.mapper().readTree(file.toFile()));
        }
        try (InputStream raw = Files.newInputStream(SHARED.resolve("yum/almalinux8/hosts.ndjson.gz"));
                InputStream lines = new GZIPInputStream(raw)) {
            for (String line : new String(lines.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                ObjectNode document = (ObjectNode) Json.tree(line);
                documents.put(document.path("id").asText(), document);
            }
        }
        return documents;
    }

    private static long catalogRevision(ServerProcess server) throws IOException, InterruptedException {
        return Json.tree(server.get("/api/v1/meta").body())
                .path("catalogRevision")
                .asLong();
    }

    /** Seconds from the first byte sent to the job's end. */
    private static double importing(ServerProcess server, String query, byte[] body)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        HttpResponse<String> answer = server.post("/api/v1/catalog/imports?" + query, "application/octet-stream", body);
        String location = answer.headers()
                .firstValue("Location")
                .orElseThrow(() -> new IllegalStateException("refused: " + answer.body()));
        Awaitility.await(query)
                .atMost(Duration.ofMinutes(10))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> !Json.tree(server.get(location).body())
                        .path("state")
                        .asText()
                        .matches("queued|running"));
        JsonNode job = Json.tree(server.get(location).body());
        if (!job.path("state").asText().equals("succeeded")) {
            throw new IllegalStateException(query + ": " + job);
        }
        return seconds(start);
    }

    private static byte[] zip(List<Path> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Path file : files) {
                zip.putNextEntry(new ZipEntry(file.getFileName().toString()));
                Files.copy(file, zip);
            }
        }
        return bytes.toByteArray();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static void empty(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private void put(String what, String form, Object... figures) {
        String text = form.formatted(figures);
        table.put(what, text);
        System.out.printf(Locale.ROOT, "%s: %s%n", what, text);
    }

    private String markdown() {
        StringBuilder text = new StringBuilder("\n%d cores, %s, Java %s, H2; load and server on the same machine\n\n"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("os.arch"),
                        System.getProperty("java.version")));
        text.append("| what | measured |\n| --- | --- |\n");
        table.forEach((what, figure) ->
                text.append("| ").append(what).append(" | ").append(figure).append(" |\n"));
        return text.toString();
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
