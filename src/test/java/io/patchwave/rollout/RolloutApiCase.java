package io.patchwave.rollout;

import static io.patchwave.Given.admin;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchwave.demo.SimulatedAgent;
import io.patchwave.platform.json.Json;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** What the tests of rollouts over the public interface share: exposed machines, rollouts, reports. */
abstract class RolloutApiCase {
    static final HttpClient CLIENT = HttpClient.newHttpClient();
    static final String OPEN = """
            {"os": {"family": "windows", "name": "Microsoft Windows Server 2012 R2 Standard", "version": "6.3.9600",
             "build": 9600, "servicePack": 0, "productType": "server", "architecture": "x64"}, "hotfixes": [%s]}""";
    static final String ALL = "\"gates\":{\"successThreshold\":100,\"failureThreshold\":100}";

    @Inject
    Clock clock;

    List<SimulatedAgent> exposed(int count) {
        List<SimulatedAgent> agents = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            agents.add(agent(""));
        }
        return agents;
    }

    SimulatedAgent agent(String hotfixes) {
        String token = admin().body("{\"description\":\"rollout\"}")
                .post("/api/v1/enrollment-tokens")
                .path("token");
        String name = "rollout-" + UUID.randomUUID();
        var agent = new SimulatedAgent(
                CLIENT, URI.create("http://localhost:" + RestAssured.port), clock, name, name, (ObjectNode)
                        Json.tree(OPEN.formatted(hotfixes)));
        agent.enrol(token);
        agent.checkIn();
        return agent;
    }

    String plan(List<SimulatedAgent> agents, String waves, String members) {
        String hosts =
                agents.stream().map(agent -> "\"" + agent.hostId() + "\"").collect(Collectors.joining(","));
        return """
                {"name":"MS17-010","advisories":["MS17-010"],"targets":{"hosts":[%s]},"waves":[%s],%s}""".formatted(hosts, waves, members);
    }

    String created(List<SimulatedAgent> agents, String waves, String members) {
        return admin().body(plan(agents, waves, members))
                .post("/api/v1/rollouts")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    String started(List<SimulatedAgent> agents, String waves, String members) {
        String id = created(agents, waves, members);
        start(id);
        return id;
    }

    void start(String id) {
        admin().body("{}")
                .post("/api/v1/rollouts/" + id + "/start")
                .then()
                .statusCode(200)
                .body("state", equalTo("running"));
    }

    static String report(UUID id, String assignment, String state) {
        return "{\"reports\":[{\"id\":\"%s\",\"assignmentId\":\"%s\",\"state\":\"%s\"}]}"
                .formatted(id, assignment, state);
    }

    JsonPath rollout(String id) {
        return admin().get("/api/v1/rollouts/" + id).jsonPath();
    }
}
