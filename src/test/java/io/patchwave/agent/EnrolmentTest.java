package io.patchwave.agent;

import static io.patchwave.AgentGiven.enrol;
import static io.patchwave.AgentGiven.enrolBody;
import static io.patchwave.AgentGiven.enrolled;
import static io.patchwave.AgentGiven.enrollmentToken;
import static io.patchwave.AgentGiven.linux;
import static io.patchwave.AgentGiven.request;
import static io.patchwave.AgentGiven.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.patchwave.AgentGiven.Agent;
import io.patchwave.Given;
import io.patchwave.ServerTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@ServerTest
class EnrolmentTest {
    private static final String ALREADY = "/problems/host-already-enrolled";

    @Test
    void a_new_machine_gets_a_token_a_pace_and_the_key_to_pin() {
        String token = enrollmentToken(Map.of("tags", List.of("pilot", "hq")));
        String name = unique("enrol");
        String id = enrol(token, name, Map.of("unheardOf", 1))
                .statusCode(201)
                .body("token", startsWith("pwa_"))
                .body("pollSeconds", allOf(greaterThanOrEqualTo(240), lessThanOrEqualTo(360)))
                .body("serverTime", notNullValue())
                .body("signingKey", startsWith("-----BEGIN PUBLIC KEY-----"))
                .extract()
                .path("hostId");
        Given.admin()
                .get("/api/v1/hosts/" + id)
                .then()
                .statusCode(200)
                .body("hostname", equalTo(name))
                .body("status", equalTo("active"))
                .body("managed", equalTo("agent"))
                .body("tags", hasItems("pilot", "hq"))
                .body("os.name", equalTo("almalinux"));
    }

    @Test
    void without_a_valid_enrolment_token_nobody_enters() {
        enrol("", unique("nobody"), Map.of()).statusCode(401).contentType("application/problem+json");
        enrol("pwe_wrong", unique("nobody"), Map.of()).statusCode(401);
        String once = enrollmentToken(Map.of("maxUses", 1));
        enrol(once, unique("first"), Map.of()).statusCode(201);
        enrol(once, unique("second"), Map.of()).statusCode(401);
    }

    @Test
    void what_is_missing_or_malformed_is_named_and_uses_nothing_up() {
        String once = enrollmentToken(Map.of("maxUses", 1));
        request(once)
                .body("{\"hostname\": \"x\"}")
                .post("/agent/v1/enroll")
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo("machineId"));
        request(once)
                .body("{\"machineId\": ")
                .post("/agent/v1/enroll")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("/problems/malformed-json"));
        enrol(once, unique("named"), Map.of()).statusCode(201);
    }

    @Test
    void a_known_machine_id_needs_proof_and_its_present_token_is_one() {
        Agent agent = enrolled("proof");
        enrol(enrollmentToken(), agent.machineId(), Map.of()).statusCode(409).body("type", equalTo(ALREADY));
        String second = enrollmentToken();
        String token = request(second)
                .header("X-Patchwave-Host-Token", agent.token())
                .body(enrolBody(agent.machineId(), Map.of()))
                .post("/agent/v1/enroll")
                .then()
                .statusCode(201)
                .body("hostId", equalTo(agent.hostId()))
                .extract()
                .path("token");
        agent.checkIn(linux("bash-4.4-1.x86_64")).statusCode(200);
        new Agent(agent.machineId(), agent.hostname(), agent.hostId(), token)
                .checkIn(linux("bash-4.4-1.x86_64"))
                .statusCode(200);
        agent.checkIn(linux("bash-4.4-1.x86_64")).statusCode(401);
    }

    @Test
    void a_foreign_token_is_no_proof_and_the_refusal_is_listed_until_an_admin_allows_it() {
        Agent victim = enrolled("victim");
        Agent rogue = enrolled("rogue");
        String token = enrollmentToken(Map.of("maxUses", 2));
        request(token)
                .header("X-Patchwave-Host-Token", rogue.token())
                .body(enrolBody(victim.machineId(), Map.of()))
                .post("/agent/v1/enroll")
                .then()
                .statusCode(409)
                .body("type", equalTo(ALREADY));
        String conflict = Given.admin()
                .get("/api/v1/enrollment-conflicts?limit=1000")
                .then()
                .statusCode(200)
                .extract()
                .path("items.find { it.machineId == '" + victim.machineId() + "' }.id");
        assertThat(conflict).isNotNull();
        Given.admin()
                .post("/api/v1/enrollment-conflicts/" + conflict + "/allow")
                .then()
                .statusCode(200);
        enrol(token, victim.machineId(), Map.of()).statusCode(201).body("hostId", equalTo(victim.hostId()));
        enrol(token, victim.machineId(), Map.of()).statusCode(409);
    }

    @Test
    void an_enrolment_token_made_for_the_host_is_proof() {
        Agent agent = enrolled("made-for");
        String token = enrollmentToken(Map.of("hostId", agent.hostId()));
        enrol(token, agent.machineId(), Map.of()).statusCode(201).body("hostId", equalTo(agent.hostId()));
    }

    @Test
    void a_lost_answer_is_asked_for_again_without_a_second_use() {
        String once = enrollmentToken(Map.of("maxUses", 1));
        String machine = unique("lost");
        Map<String, String> nonce = Map.of("enrollmentNonce", unique("nonce"));
        String lost = enrol(once, machine, nonce).statusCode(201).extract().path("token");
        var answer = enrol(once, machine, nonce).statusCode(201).extract();
        assertThat(answer.<String>path("token")).isNotEqualTo(lost);
        new Agent(machine, machine, answer.path("hostId"), answer.path("token"))
                .checkIn(linux("bash-4.4-1.x86_64"))
                .statusCode(200);
        enrol(once, machine, Map.of("enrollmentNonce", "another")).statusCode(401);
    }

    @Test
    void a_retired_host_comes_back_only_by_what_an_admin_made_for_it() {
        Agent agent = enrolled("retired").sends(linux("bash-4.4-1.x86_64"));
        Given.admin().delete("/api/v1/hosts/" + agent.hostId()).then().statusCode(204);
        agent.checkIn(linux("bash-4.4-1.x86_64")).statusCode(401);
        request(enrollmentToken())
                .header("X-Patchwave-Host-Token", agent.token())
                .body(enrolBody(agent.machineId(), Map.of()))
                .post("/agent/v1/enroll")
                .then()
                .statusCode(409);
        String token = enrollmentToken(Map.of("hostId", agent.hostId()));
        String fresh = enrol(token, agent.machineId(), Map.of())
                .statusCode(201)
                .extract()
                .path("token");
        new Agent(agent.machineId(), agent.hostname(), agent.hostId(), fresh)
                .checkIn(linux("bash-4.4-1.x86_64"))
                .statusCode(200)
                .body("inventoryWanted", equalTo(false));
    }

    @Test
    void a_restored_host_speaks_again() {
        Agent agent = enrolled("restored");
        Given.admin().delete("/api/v1/hosts/" + agent.hostId()).then().statusCode(204);
        agent.checkIn(linux("bash-4.4-1.x86_64")).statusCode(401);
        Given.admin()
                .post("/api/v1/hosts/" + agent.hostId() + "/restore")
                .then()
                .statusCode(200)
                .body("status", equalTo("active"));
        // The server forgets within a second that it refused this token.
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> agent.checkIn(linux("bash-4.4-1.x86_64")).statusCode(200));
    }

    @Test
    void of_two_that_race_for_the_last_use_of_a_token_one_wins() throws Exception {
        String once = enrollmentToken(Map.of("maxUses", 1));
        var racers = Executors.newFixedThreadPool(2);
        try {
            var answers = racers.invokeAll(List.<Callable<Integer>>of(
                    () -> enrol(once, unique("racer"), Map.of()).extract().statusCode(),
                    () -> enrol(once, unique("racer"), Map.of()).extract().statusCode()));
            assertThat(List.of(answers.get(0).get(), answers.get(1).get())).containsExactlyInAnyOrder(201, 401);
        } finally {
            racers.shutdown();
        }
    }

    @Test
    void of_two_that_enrol_one_machine_at_once_the_second_needs_proof() throws Exception {
        String machine = unique("twin");
        String first = enrollmentToken();
        String second = enrollmentToken();
        var racers = Executors.newFixedThreadPool(2);
        try {
            var answers = racers.invokeAll(List.<Callable<Integer>>of(
                    () -> enrol(first, machine, Map.of()).extract().statusCode(),
                    () -> enrol(second, machine, Map.of()).extract().statusCode()));
            assertThat(List.of(answers.get(0).get(), answers.get(1).get())).containsExactlyInAnyOrder(201, 409);
        } finally {
            racers.shutdown();
        }
    }

    @Test
    void a_reinstalled_machine_replaces_the_old_one_and_both_alive_are_clones() {
        String serial = unique("SN");
        Agent old = enrolled(unique("before"), Map.of("serial", serial));
        Agent fresh = enrolled(unique("after"), Map.of("serial", serial));
        Given.admin()
                .get("/api/v1/hosts/" + fresh.hostId())
                .then()
                .body("replaces", equalTo(old.hostId()))
                .body("cloneOf", nullValue());
        old.checkIn(linux("bash-4.4-1.x86_64")).statusCode(200);
        Given.admin()
                .get("/api/v1/hosts/" + fresh.hostId())
                .then()
                .body("replaces", nullValue())
                .body("cloneOf", equalTo(old.hostId()));
    }

    @Test
    void serial_numbers_that_nobody_filled_in_connect_nothing() {
        enrolled(unique("oem"), Map.of("serial", "To be filled by O.E.M."));
        Agent other = enrolled(unique("oem"), Map.of("serial", "To be filled by O.E.M."));
        Given.admin().get("/api/v1/hosts/" + other.hostId()).then().body("replaces", nullValue());
    }
}
