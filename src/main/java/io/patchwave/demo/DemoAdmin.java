package io.patchwave.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchwave.platform.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The admin of the story, at work over the REST API. */
final class DemoAdmin {
    private final Wire wire;
    private final String authorization;

    DemoAdmin(Wire wire, String password) {
        this.wire = wire;
        this.authorization =
                "Basic " + Base64.getEncoder().encodeToString(("admin:" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** How many hosts the server knows. */
    long hosts() {
        return wire.get("/api/v1/hosts?limit=1&count=true", authorization, null)
                .require(200)
                .body()
                .path("count")
                .asLong();
    }

    /** A token that enrols so many machines and tags them. */
    String enrollmentToken(int uses) {
        ObjectNode body = Json.mapper().createObjectNode();
        body.put("description", "the demo's 230 servers").put("maxUses", uses);
        body.putArray("tags").add("demo");
        return wire.post("/api/v1/enrollment-tokens", authorization, body)
                .require(201)
                .body()
                .get("token")
                .asText();
    }

    /** Says whose a server is. */
    void describe(String hostId, Story.Server server) {
        ObjectNode body = Json.mapper().createObjectNode();
        body.put("owner", server.owner()).put("zone", server.zone()).put("criticality", server.criticality());
        wire.patch("/api/v1/hosts/" + hostId, authorization, body).require(200);
    }

    /** MS17-010 to everything exposed, in three waves; answers the rollout's id. */
    String startRollout() {
        ObjectNode body = Json.mapper().createObjectNode();
        body.put("name", "MS17-010, everything exposed");
        body.putArray("advisories").add("MS17-010");
        body.putObject("targets").put("exposedTo", "MS17-010");
        var waves = body.putArray("waves");
        waves.addObject().put("name", "canary").put("percent", 5);
        waves.addObject().put("name", "early").put("percent", 25);
        waves.addObject().put("name", "broad").put("percent", 70);
        body.putObject("gates")
                .put("successThreshold", 90)
                .put("failureThreshold", 20)
                .put("soak", "PT20S");
        body.put("lease", "PT2M");
        JsonNode rollout =
                wire.post("/api/v1/rollouts", authorization, body).require(201).body();
        String id = rollout.get("id").asText();
        wire.post(
                        "/api/v1/rollouts/" + id + "/start",
                        authorization,
                        Json.mapper().createObjectNode())
                .require(200);
        return id;
    }
}
