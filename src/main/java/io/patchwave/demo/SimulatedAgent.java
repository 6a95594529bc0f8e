package io.patchwave.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchwave.platform.id.Secrets;
import io.patchwave.platform.json.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One machine that speaks the real agent protocol over HTTP: enrols, checks in, sends its inventory when it is wanted, polls,
 * reports each step, installs into its own inventory, reboots when told, and proves it by checking in again.
 */
public final class SimulatedAgent {
    private final Wire http;
    private final Clock clock;
    private final String machineId;
    private final String hostname;
    private final Machine machine;
    private Behaviour behaviour = Behaviour.GOOD;
    private String bootId;
    private String token = "";
    private String hostId = "";
    private @Nullable String etag;
    private long seq;

    /**
     * A machine that is not enrolled yet.
     *
     * @param document its inventory document (design, 3.1)
     */
    public SimulatedAgent(
            HttpClient client, URI server, Clock clock, String machineId, String hostname, ObjectNode document) {
        this.http = new Wire(client, server);
        this.clock = clock;
        this.machineId = machineId;
        this.hostname = hostname;
        this.machine = new Machine(document);
        this.bootId = "boot-1-" + machineId;
    }

    /** How it acts on work from now on. */
    public void behave(Behaviour how) {
        behaviour = how;
    }

    /** The server's id for it; empty before enrolment. */
    public String hostId() {
        return hostId;
    }

    /** What it calls itself. */
    public String hostname() {
        return hostname;
    }

    /** Its token; empty before enrolment. */
    public String token() {
        return token;
    }

    /** Its inventory document as it would send it now. */
    public byte[] software() {
        return machine.bytes();
    }

    /** Takes up an enrolment of an earlier run: as after a boot, and with sequence numbers above those of then. */
    public void resume(String knownHostId, String knownToken) {
        hostId = knownHostId;
        token = knownToken;
        seq = clock.millis();
        bootId = "boot-" + seq + "-" + machineId;
    }

    /** First contact; an {@link IllegalStateException} shows the server's problem document when it refuses. */
    public void enrol(String enrollmentToken) {
        ObjectNode body = Json.mapper().createObjectNode();
        body.put("machineId", machineId).put("hostname", hostname).put("bootId", bootId);
        body.set("os", machine.document().get("os"));
        body.putObject("agent").put("name", "patchwave-simulated").put("version", "1.0.0");
        body.put(
                "enrollmentNonce",
                UUID.nameUUIDFromBytes(machineId.getBytes(StandardCharsets.UTF_8))
                        .toString());
        Wire.Answer answer =
                http.post("/agent/v1/enroll", "Bearer " + enrollmentToken, body).require(201);
        hostId = answer.body().get("hostId").asText();
        token = answer.body().get("token").asText();
    }

    /** The short regular call; sends inventory when the server wants it. Answers what the server said. */
    public JsonNode checkIn() {
        byte[] document = machine.bytes();
        ObjectNode body = Json.mapper().createObjectNode();
        body.put("inventoryDigest", "sha256:" + Secrets.sha256(document));
        body.put("rebootPending", machine.rebootPending()).put("bootId", bootId);
        body.put("clock", clock.instant().toString());
        body.putObject("agent").put("name", "patchwave-simulated").put("version", "1.0.0");
        JsonNode answer =
                http.post("/agent/v1/check-in", bearer(), body).require(200).body();
        if (answer.path("inventoryWanted").asBoolean()) {
            http.putGzipped("/agent/v1/inventory", bearer(), document).require(204);
        }
        return answer;
    }

    /** Polls once and does all work offered; {@code waitSeconds} 0 asks without waiting. Answers how many items it did. */
    public int work(int waitSeconds) {
        String path = "/agent/v1/updates" + (waitSeconds > 0 ? "?wait=" + waitSeconds : "");
        Wire.Answer answer = http.get(path, bearer(), etag);
        if (answer.status() == 304) {
            return 0;
        }
        answer.require(200);
        int done = 0;
        for (JsonNode item : answer.body().path("items")) {
            execute(item);
            done++;
        }
        etag = answer.etag();
        return done;
    }

    private void execute(JsonNode item) {
        if (behaviour == Behaviour.SILENT) {
            return;
        }
        report(item, "accepted");
        report(item, "installing");
        if (behaviour == Behaviour.FAILS) {
            report(item, "failed");
            return;
        }
        if (behaviour == Behaviour.GOOD) {
            machine.install(item);
        }
        if (machine.rebootPending() && !"never".equals(item.path("reboot").asText("if-required"))) {
            report(item, "reboot-pending");
            reboot();
        }
        report(item, "installed");
        checkIn();
    }

    private String bearer() {
        return "Bearer " + token;
    }

    private void reboot() {
        machine.reboot();
        bootId = "boot-" + (++seq) + "-" + machineId;
    }

    private void report(JsonNode item, String state) {
        ObjectNode body = Json.mapper().createObjectNode();
        ArrayNode reports = body.putArray("reports");
        ObjectNode report = reports.addObject();
        report.put("id", UUID.randomUUID().toString());
        report.put("assignmentId", item.get("assignmentId").asText());
        report.put("state", state).put("seq", ++seq).put("at", clock.instant().toString());
        if (state.equals("failed")) {
            report.put("exitCode", 1603).put("message", "fatal error during installation");
        }
        http.post("/agent/v1/reports", bearer(), body).require(200);
    }

    /** How a simulated machine acts on work. */
    public enum Behaviour {
        /** Installs, reboots when needed, and proves it. */
        GOOD,
        /** Reports a failed installation. */
        FAILS,
        /** Fetches work and is never heard of again. */
        SILENT,
        /** Reports "installed" without having installed anything. */
        LIES;

        /** The word in the demo's data. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
