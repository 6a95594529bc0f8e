package io.patchwave.agent;

import static io.patchwave.AgentGiven.digest;
import static io.patchwave.AgentGiven.enrolled;
import static io.patchwave.AgentGiven.linux;
import static io.patchwave.AgentGiven.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.patchwave.AgentGiven.Agent;
import io.patchwave.Given;
import io.patchwave.ServerTest;
import io.restassured.response.ValidatableResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@ServerTest
class CheckInTest {
    private static ValidatableResponse host(Agent agent) {
        return Given.admin().get("/api/v1/hosts/" + agent.hostId()).then().statusCode(200);
    }

    private static Map<String, Object> checkIn(String document, String bootId, boolean rebootPending) {
        Map<String, Object> body = new HashMap<>();
        body.put("inventoryDigest", digest(document));
        body.put("bootId", bootId);
        body.put("rebootPending", rebootPending);
        return body;
    }

    private static List<Object> states(Agent agent) {
        return Given.admin()
                .get("/api/v1/hosts/" + agent.hostId() + "/history")
                .then()
                .statusCode(200)
                .extract()
                .path("items");
    }

    @Test
    void the_inventory_is_wanted_once_and_kept_as_received() {
        Agent agent = enrolled("wanted");
        String document = linux(unique("bash") + "-4.4-1.x86_64");
        agent.checkIn(document)
                .statusCode(200)
                .body("inventoryWanted", equalTo(true))
                .body("factsWanted", equalTo(false))
                .body("updatesPending", equalTo(false))
                .body("serverTime", notNullValue())
                .body("auditHead.hash", notNullValue())
                .body("probes", hasSize(0));
        agent.putInventory(document).statusCode(204);
        agent.checkIn(document).body("inventoryWanted", equalTo(false));
        String answer = Given.admin()
                .get("/api/v1/hosts/" + agent.hostId() + "/inventory")
                .then()
                .statusCode(200)
                .body("digest", equalTo(digest(document)))
                .body("document.os.id", equalTo("almalinux"))
                .extract()
                .asString();
        assertThat(answer).contains(document);
        host(agent).body("inventoryDigest", equalTo(digest(document))).body("inventoryAge", startsWith("PT"));
    }

    @Test
    void a_document_known_from_another_host_is_not_wanted_again() {
        String document = linux(unique("zsh") + "-5.5-1.x86_64");
        Agent first = enrolled("same").sends(document);
        Agent second = enrolled("same");
        second.checkIn(document).statusCode(200).body("inventoryWanted", equalTo(false));
        int set = host(first).extract().path("softwareSetId");
        host(second).body("softwareSetId", equalTo(set));
        assertThat(states(second)).hasSize(1);
    }

    @Test
    void two_spellings_and_orders_are_one_set_and_two_documents() {
        String name = unique("glibc");
        Agent first = enrolled("spelling").sends(linux(name + "-0:2.28-1.x86_64", "bash-0:4.4-1.x86_64"));
        Agent second = enrolled("spelling").sends(linux("bash-4.4-1.x86_64", name + "-2.28-1.x86_64"));
        int set = host(first).extract().path("softwareSetId");
        host(second).body("softwareSetId", equalTo(set));
    }

    @Test
    void a_steady_check_in_adds_no_state() {
        String document = linux(unique("steady") + "-1-1.x86_64");
        Agent agent = enrolled("steady").sends(document);
        agent.checkIn(document).statusCode(200);
        agent.checkIn(document).statusCode(200);
        assertThat(states(agent)).hasSize(1);
    }

    @Test
    void a_reboot_is_proven_by_a_new_boot_id() {
        String document = linux(unique("reboot") + "-1-1.x86_64");
        Agent agent = enrolled("reboot").sends(document);
        agent.checkIn(checkIn(document, "boot-1", true)).statusCode(200);
        host(agent).body("rebootPending", equalTo(true)).body("rebootPendingSince", notNullValue());
        agent.checkIn(checkIn(document, "boot-2", false)).statusCode(200);
        host(agent)
                .body("rebootPending", equalTo(false))
                .body("rebootPendingSince", nullValue())
                .body("bootId", equalTo("boot-2"));
        assertThat(states(agent)).hasSize(2);
    }

    @Test
    void two_machines_that_speak_in_turns_as_one_host_are_shown() {
        String document = linux(unique("turns") + "-1-1.x86_64");
        Agent agent = enrolled("turns").sends(document);
        agent.checkIn(checkIn(document, "boot-2", false)).statusCode(200);
        host(agent).body("cloneOf", nullValue());
        agent.checkIn(checkIn(document, "boot-1", false)).statusCode(200);
        host(agent).body("cloneOf", equalTo(agent.hostId()));
    }

    @Test
    void facts_are_a_document_of_their_own() {
        String document = linux(unique("facts") + "-1-1.x86_64");
        Agent agent = enrolled("facts").sends(document);
        String facts = """
                {"smb1": "off", "ports": {"blockedIn": [445, 135]}, "future": {"kept": true},
                 "antivirus": [{"product": "X", "signatureDate": "2017-05-12", "enabled": true}]}""";
        Map<String, Object> body = checkIn(document, "boot-1", false);
        body.put("factsDigest", digest(facts));
        agent.checkIn(body).statusCode(200).body("factsWanted", equalTo(true)).body("inventoryWanted", equalTo(false));
        agent.request().body(facts).put("/agent/v1/facts").then().statusCode(204);
        agent.checkIn(body).body("factsWanted", equalTo(false));
        Given.admin()
                .get("/api/v1/hosts/" + agent.hostId() + "/facts")
                .then()
                .statusCode(200)
                .body("document.future.kept", equalTo(true));
        agent.request()
                .body("{\"smb1\": \"perhaps\"}")
                .put("/agent/v1/facts")
                .then()
                .statusCode(422)
                .body("type", equalTo("/problems/digest-mismatch"));
    }

    @Test
    void a_bad_digest_is_named_and_unknown_members_are_not_minded() {
        Agent agent = enrolled("digest");
        agent.checkIn(Map.of("inventoryDigest", "md5:1", "bootId", "b"))
                .statusCode(400)
                .body("violations[0].field", equalTo("inventoryDigest"));
        agent.request()
                .body("{\"inventoryDigest\": ")
                .post("/agent/v1/check-in")
                .then()
                .statusCode(400)
                .body("type", equalTo("/problems/malformed-json"));
        agent.checkIn(Map.of(
                        "inventoryDigest",
                        digest("x"),
                        "bootId",
                        "b",
                        "newMember",
                        List.of(1),
                        "agent",
                        Map.of("x", 1)))
                .statusCode(200);
    }

    @Test
    void only_an_agent_checks_in() {
        Given.admin().body("{}").post("/agent/v1/check-in").then().statusCode(401);
        Given.nobody().body("{}").post("/agent/v1/check-in").then().statusCode(401);
    }
}
