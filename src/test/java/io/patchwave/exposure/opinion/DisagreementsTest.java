package io.patchwave.exposure.opinion;

import static io.patchwave.Given.admin;
import static io.patchwave.Given.auditor;
import static io.patchwave.Given.nobody;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.patchwave.AgentGiven;
import io.patchwave.ServerTest;
import io.patchwave.exposure.FleetErrata;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The second opinion, over the public interface. */
@ServerTest
class DisagreementsTest {
    private final String name = AgentGiven.unique("lib");
    private final String advisory = AgentGiven.unique("ALSA-2024:");
    private final String fix = name + "-0:2.0-1.el8.x86_64";

    private String inventory(String version) {
        return AgentGiven.linux(name + "-0:" + version + "-1.el8.x86_64");
    }

    private AgentGiven.Agent host(String version, String... reported) {
        AgentGiven.Agent host = AgentGiven.enrolled("opinion").sends(inventory(version));
        says(host, inventory(version), reported);
        return host;
    }

    private static void says(AgentGiven.Agent host, String inventory, String... reported) {
        String list = reported.length == 0 ? "" : "\"" + String.join("\", \"", reported) + "\"";
        String facts = "{\"reportedMissing\": [" + list + "]}";
        host.checkIn(Map.of(
                        "inventoryDigest",
                        AgentGiven.digest(inventory),
                        "factsDigest",
                        AgentGiven.digest(facts),
                        "rebootPending",
                        false,
                        "bootId",
                        "boot-1"))
                .statusCode(200);
        host.request().body(facts).put("/agent/v1/facts").then().statusCode(204);
    }

    private static ValidatableResponse ask(AgentGiven.Agent host) {
        return admin().get("/api/v1/hosts/" + host.hostId() + "/disagreements?count=true")
                .then();
    }

    @Test
    void a_host_that_gives_no_opinion_does_not_agree() {
        AgentGiven.Agent silent = AgentGiven.enrolled("silent").sends(AgentGiven.linux(name + "-0:1-1.el8.x86_64"));
        ask(silent)
                .statusCode(200)
                .body("reason", equalTo("no-second-opinion"))
                .body("items", empty())
                .body("reported", nullValue());
        AgentGiven.Agent blind = AgentGiven.enrolled("blind");
        says(blind, inventory("1.0"), fix);
        ask(blind).body("reason", equalTo("no-inventory")).body("reported", equalTo(1));
    }

    @Test
    void a_host_that_lists_what_we_offer_agrees_until_it_lists_it_no_more() {
        FleetErrata.imported(AgentGiven.unique("mirror"), advisory, name, "2.0");
        AgentGiven.Agent host = host("1.0", fix);
        ask(host)
                .statusCode(200)
                .body("items", empty())
                .body("reason", nullValue())
                .body("count", equalTo(0));
        says(host, inventory("1.0"));
        ask(host)
                .body("count", equalTo(1))
                .body("items[0].remedy", equalTo(fix))
                .body("items[0].theirs", equalTo("not-missing"))
                .body("items[0].ours", equalTo("exposed"))
                .body("items[0].rule", equalTo("rpm"))
                .body("items[0].advisories", contains(advisory))
                .body("items[0].ourReason", containsString("rpm"))
                .body("items[0].theirReason", containsString("lists neither"))
                .body("items[0].explanation", equalTo("unexplained"));
        host.sends(AgentGiven.linux(name + "-0:2.0-1.el8.x86_64"));
        ask(host).body("items", empty());
    }

    @Test
    void what_is_listed_and_patched_here_is_told_with_what_satisfies_it() {
        FleetErrata.imported(AgentGiven.unique("mirror"), advisory, name, "2.0");
        AgentGiven.Agent host = host("2.1", fix, "KB890830");
        ask(host)
                .body("items.remedy", contains(fix))
                .body("items[0].theirs", equalTo("missing"))
                .body("items[0].ours", equalTo("patched"))
                .body("items[0].ourReason", containsString(name + "-0:2.1"))
                .body("notCompared[0].remedy", equalTo("KB890830"))
                .body("notCompared[0].reason", equalTo("unknown-to-catalog"));
    }

    @Test
    void the_fleet_is_counted_by_rule_and_direction_with_hosts_to_look_at() {
        FleetErrata.imported(AgentGiven.unique("mirror"), advisory, name, "2.0");
        AgentGiven.Agent quiet = host("1.0");
        AgentGiven.Agent loud = host("2.0", fix);
        AgentGiven.Agent agreeing = host("1.0", fix);
        AgentGiven.Agent silent = AgentGiven.enrolled("silent").sends(AgentGiven.linux(name + "-0:1-1.el8.x86_64"));
        String group = AgentGiven.unique("group");
        List<String> members = List.of(quiet.hostId(), loud.hostId(), agreeing.hostId(), silent.hostId());
        admin().body(Map.of("name", group, "hosts", members))
                .post("/api/v1/groups")
                .then()
                .statusCode(201);
        String path = "/api/v1/disagreements?count=true&group=" + group;
        admin().get(path)
                .then()
                .statusCode(200)
                .body("compared", equalTo(3))
                .body("agreeing", equalTo(1))
                .body("withoutOpinion", equalTo(1))
                .body("count", equalTo(2))
                .body("items.rule", contains("rpm", "rpm"))
                .body("items.theirs", contains("missing", "not-missing"))
                .body("items.hosts", contains(1, 1))
                .body("items[0].ours", equalTo("patched"))
                .body("items[0].sampleHosts.hostId", contains(loud.hostId()))
                .body("items[0].sampleRemedies", contains(fix))
                .body("items[1].sampleHosts.hostId", contains(quiet.hostId()));
        admin().get(path + "&theirs=missing").then().body("items.ours", contains("patched"));
        admin().get(path + "&rule=R4").then().body("items", empty()).body("compared", equalTo(3));
        says(quiet, inventory("1.0"), fix);
        admin().get(path).then().body("agreeing", equalTo(2)).body("items.theirs", contains("missing"));
        admin().delete("/api/v1/hosts/" + loud.hostId());
        admin().get(path).then().body("compared", equalTo(2)).body("items", empty());
    }

    @Test
    void where_nobody_gives_an_opinion_it_says_so() {
        AgentGiven.Agent silent = AgentGiven.enrolled("silent");
        String group = AgentGiven.unique("group");
        admin().body(Map.of("name", group, "hosts", List.of(silent.hostId()))).post("/api/v1/groups");
        admin().get("/api/v1/disagreements?group=" + group)
                .then()
                .body("reason", equalTo("no-second-opinion"))
                .body("withoutInventory", equalTo(1));
    }

    @Test
    void bad_input_is_refused_by_name() {
        admin().get("/api/v1/hosts/" + UUID.randomUUID() + "/disagreements")
                .then()
                .statusCode(404);
        admin().get("/api/v1/disagreements?theirs=maybe")
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo("theirs"));
        admin().get("/api/v1/disagreements?group=no-such-group")
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo("group"));
        admin().get("/api/v1/disagreements?limit=0").then().statusCode(400);
        nobody().get("/api/v1/disagreements").then().statusCode(401);
        auditor().get("/api/v1/disagreements").then().statusCode(200);
    }
}
