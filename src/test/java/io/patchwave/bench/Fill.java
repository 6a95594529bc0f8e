package io.patchwave.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchwave.bench.fleet.Fleet;
import io.patchwave.bench.fleet.Inputs;
import io.patchwave.platform.id.Secrets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import org.awaitility.Awaitility;

/** What agents and administrators send: catalogs, check-ins, inventories. */
final class Fill {
    private static final int CONNECTIONS = 32;
    private static final int CHUNK = 2_000;

    private Fill() {}

    /** A sum over rounds. */
    static final class Sum {
        private long count;
        private double seconds;
        private double processorSeconds;

        void add(HttpLoad.Round round, double processor) {
            count += round.count();
            seconds += round.seconds();
            processorSeconds += processor;
        }

        long count() {
            return count;
        }

        /** Processor time of the server for one, in microseconds. */
        double processorMicros() {
            return processorSeconds * 1e6 / count;
        }

        double perSecond() {
            return count / seconds;
        }
    }

    /** The whole catalog; seconds until all jobs are over. */
    static double catalog(ServerProcess server, Fleet fleet) {
        long start = System.nanoTime();
        Inputs inputs = fleet.inputs();
        importing(server, "format=windows-history&filename=windows-builds.tsv", inputs.history());
        importing(server, "format=cvrf&filename=cvrf.zip", Inputs.zip(inputs.cvrf()));
        repository(server, fleet.repository());
        return (System.nanoTime() - start) / 1e9;
    }

    /** A repository's metadata; the answer is the job when it is over. */
    static JsonNode repository(ServerProcess server, byte[] zip) {
        return importing(server, "format=repodata&filename=repodata.zip&for=almalinux:8&mirror=bench", zip);
    }

    /** Sends a document and waits for the end of the job. */
    static JsonNode importing(ServerProcess server, String query, byte[] body) {
        return ended(server, submit(server, query, body));
    }

    /** Waits for the end of a job. */
    static JsonNode ended(ServerProcess server, String location) {
        Awaitility.await(location)
                .atMost(Duration.ofMinutes(10))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> !server.json(location).path("state").asText().matches("queued|running"));
        JsonNode job = server.json(location);
        if (!job.path("state").asText().equals("succeeded")) {
            throw new IllegalStateException(location + ": " + job);
        }
        return job;
    }

    /** Sends a document; the answer is where its job is told of. */
    static String submit(ServerProcess server, String query, byte[] body) {
        var answer = server.post("/api/v1/catalog/imports?" + query, "application/octet-stream", body);
        return answer.headers()
                .firstValue("Location")
                .orElseThrow(() -> new IllegalStateException("refused: " + answer.body()));
    }

    /** Makes documents. */
    @FunctionalInterface
    interface Documents {
        byte[] of(int host);
    }

    /**
     * Hosts check in with a new document and send it when they are asked to.
     *
     * @param checkIns gets the check-ins' times, or null
     * @param uploads gets the uploads' times
     */
    static void inventories(
            ServerProcess server, Agents agents, int from, int to, Documents documents, Sum checkIns, Sum uploads)
            throws IOException {
        for (int first = from; first < to; first += CHUNK) {
            int count = Math.min(CHUNK, to - first);
            byte[][] bodies = new byte[count][];
            byte[][] announcements = new byte[count][];
            for (int at = 0; at < count; at++) {
                byte[] document = documents.of(first + at);
                String token = bearer(agents, first + at);
                bodies[at] = HttpLoad.request("PUT", "/agent/v1/inventory", token, document);
                announcements[at] = checkIn(token, document);
            }
            add(checkIns, server, HttpLoad.repeat(announcements, count, 200));
            add(uploads, server, HttpLoad.repeat(bodies, count, 204));
        }
    }

    private static void add(Sum sum, ServerProcess server, HttpLoad.Script script) throws IOException {
        double before = server.cpuSeconds();
        HttpLoad.Round round = HttpLoad.run(server.port(), CONNECTIONS, script);
        sum.add(round, server.cpuSeconds() - before);
    }

    static byte[] checkIn(String bearer, byte[] document) {
        String body = "{\"inventoryDigest\":\"sha256:%s\",\"rebootPending\":false,\"bootId\":\"boot-1\"}"
                .formatted(HexFormat.of().formatHex(Secrets.digest().digest(document)));
        return HttpLoad.request("POST", "/agent/v1/check-in", bearer, body.getBytes(StandardCharsets.UTF_8));
    }

    static String bearer(Agents agents, int host) {
        return "Authorization: Bearer " + agents.token(host) + "\r\n";
    }
}
