package io.patchwave.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchwave.platform.id.Secrets;
import io.patchwave.platform.json.Json;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** An agent that says everything again, word for word, until it is acknowledged; and remembers what was. */
final class StubbornAgent implements Runnable {
    private static final String SOFTWARE = """
            {"os": {"family": "windows", "name": "Microsoft Windows Server 2012 R2 Standard", "version": "6.3.9600",
             "build": 9600, "servicePack": 0, "productType": "server", "architecture": "x64"}, "hotfixes": []}""";

    final Set<UUID> acknowledged = ConcurrentHashMap.newKeySet();
    final String hostId;
    volatile boolean atWork = true;
    private final KillableServer server;
    private final ObjectNode software = (ObjectNode) Json.tree(SOFTWARE);
    private final String token;
    private long seq;

    StubbornAgent(KillableServer server, String enrolment, String name) {
        this.server = server;
        JsonNode host = insist(
                "POST",
                "/agent/v1/enroll",
                enrolment,
                Map.of(
                        "machineId", name,
                        "hostname", name,
                        "enrollmentNonce", name,
                        "os", software.get("os"),
                        "agent", Map.of("name", "stubborn", "version", "1")));
        hostId = host.get("hostId").asText();
        token = host.get("token").asText();
        checkIn();
    }

    @Override
    public void run() {
        while (atWork) {
            for (JsonNode item :
                    insist("GET", "/agent/v1/updates?wait=1", token, null).path("items")) {
                String assignment = item.get("assignmentId").asText();
                List.of("accepted", "downloading", "installing").forEach(state -> say(assignment, state));
                ArrayNode hotfixes = software.withArray("hotfixes");
                item.path("kbs").forEach(hotfixes::add);
                say(assignment, "installed");
                checkIn();
            }
        }
    }

    private void say(String assignment, String state) {
        UUID id = UUID.randomUUID();
        JsonNode answer = insist(
                "POST",
                "/agent/v1/reports",
                token,
                Map.of("reports", List.of(Map.of("id", id, "assignmentId", assignment, "state", state, "seq", ++seq))));
        if (answer.path("accepted").asInt() + answer.path("duplicates").asInt() == 1) {
            acknowledged.add(id);
        }
    }

    private void checkIn() {
        String digest = "sha256:" + Secrets.sha256(Json.write(software).getBytes(StandardCharsets.UTF_8));
        insist("POST", "/agent/v1/check-in", token, Map.of("inventoryDigest", digest, "bootId", "b-1"));
        insist("PUT", "/agent/v1/inventory", token, software);
    }

    /** Asks until there is an answer; a server that does not answer is waited for. */
    private JsonNode insist(String method, String path, String secret, Object body) {
        HttpRequest request = HttpRequest.newBuilder(server.uri().resolve(path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + secret)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(Json.write(body)))
                .build();
        while (true) {
            try {
                HttpResponse<String> answer = server.client.send(request, HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() < 300) {
                    return Json.tree(answer.body().isEmpty() ? "null" : answer.body());
                }
                throw new IllegalStateException(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
            } catch (IOException e) {
                server.awaitReady();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
