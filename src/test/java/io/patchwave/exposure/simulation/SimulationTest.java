package io.patchwave.exposure.simulation;

import static io.patchwave.Given.admin;
import static io.patchwave.Given.auditor;
import static io.patchwave.Given.nobody;
import static io.patchwave.Given.operator;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.patchwave.AgentGiven;
import io.patchwave.ServerTest;
import io.patchwave.exposure.FleetErrata;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What if, over the public interface. */
@ServerTest
class SimulationTest {
    private static final String PATH = "/api/v1/exposure/simulate";

    private final String name = AgentGiven.unique("lib");
    private final String advisory = AgentGiven.unique("ALSA-2024:");
    private final String fix = name + "-0:2.0-1.el8.x86_64";

    private AgentGiven.Agent host(String version) {
        return AgentGiven.enrolled("what-if").sends(AgentGiven.linux(name + "-0:" + version + "-1.el8.x86_64"));
    }

    private void imported() {
        FleetErrata.imported(AgentGiven.unique("mirror"), advisory, name, "2.0");
    }

    private static ValidatableResponse ask(String query, Map<String, ?> body) {
        return admin().body(body).post(PATH + query).then();
    }

    @Test
    void a_package_tells_which_findings_it_would_close_on_which_hosts() {
        imported();
        AgentGiven.Agent open = host("1.0");
        AgentGiven.Agent closed = host("2.0");
        ask("?count=true", Map.of("remedies", List.of(fix)))
                .statusCode(200)
                .body("totals.hosts", equalTo(1))
                .body("totals.findings", equalTo(1))
                .body("totals.bySeverity.important", equalTo(1))
                .body("remedies[0].remedy", equalTo(fix))
                .body("remedies[0].installable", equalTo(1))
                .body("remedies[0].alone.findings", equalTo(1))
                .body("remedies[0].notInstallable.already-installed", equalTo(1))
                .body("hosts.items", hasSize(1))
                .body("hosts.count", equalTo(1))
                .body("hosts.next", nullValue())
                .body("hosts.items[0].hostId", equalTo(open.hostId()))
                .body("hosts.items[0].hostname", equalTo(open.hostname()))
                .body("hosts.items[0].closes", contains(advisory))
                .body("hosts.items[0].pendingReboot", equalTo(false))
                .body("staysOpen.findings", equalTo(0))
                .body("unknownRemedies", empty())
                .body("leftOut", empty())
                .body("revision", notNullValue());
        ask("", Map.of("remedies", List.of(fix), "hosts", List.of(closed.hostId())))
                .body("scope.hosts", equalTo(1))
                .body("totals.findings", equalTo(0))
                .body("hosts.items", empty());
        admin().get("/api/v1/hosts/" + open.hostId() + "/findings").then().body("items.advisoryId", contains(advisory));
    }

    @Test
    void pages_of_hosts_follow_the_cursor() {
        imported();
        host("1.0");
        host("1.1");
        host("1.2");
        Map<String, ?> body = Map.of("remedies", List.of(fix));
        String next = ask("?limit=2", body)
                .body("hosts.items", hasSize(2))
                .body("hosts.next", notNullValue())
                .extract()
                .path("hosts.next");
        ask("?limit=2&after=" + next, body).body("hosts.items", hasSize(1)).body("hosts.next", nullValue());
        ask("?limit=2&after=" + next, Map.of("remedies", List.of("KB4012213"))).statusCode(400);
    }

    @Test
    void a_group_narrows_and_advisories_alone_ask_for_the_smallest_set() {
        imported();
        AgentGiven.Agent inside = host("1.0");
        host("1.0");
        String group = AgentGiven.unique("group");
        admin().body(Map.of("name", group, "hosts", List.of(inside.hostId())))
                .post("/api/v1/groups")
                .then()
                .statusCode(201);
        ask("", Map.of("remedies", List.of(fix), "group", group))
                .statusCode(200)
                .body("scope.hosts", equalTo(1))
                .body("hosts.items.hostId", contains(inside.hostId()));
        ask("?count=true", Map.of("advisories", List.of(advisory), "group", group))
                .statusCode(200)
                .body("totals", nullValue())
                .body("plans.items", hasSize(1))
                .body("plans.items[0].remedies", contains(fix))
                .body("plans.items[0].hosts", equalTo(1))
                .body("plans.items[0].closes", contains(advisory))
                .body("plans.items[0].staysOpen", empty())
                .body("plans.items[0].sampleHosts.hostId", contains(inside.hostId()))
                .body("scope.nothingToDo", equalTo(0));
    }

    @Test
    void windows_hosts_are_asked_about_ms17_010_before_anything_is_imported() {
        AgentGiven.Agent host = AgentGiven.enrolled("what-if-win").sends("""
                {"os": {"family": "windows", "name": "Microsoft Windows Server 2012 R2 Standard",
                 "version": "6.3.9600", "build": 9600, "productType": "server", "servicePack": 0,
                 "architecture": "x64"}, "hotfixes": []}""");
        ask("", Map.of("remedies", List.of("KB4012213"), "hosts", List.of(host.hostId())))
                .statusCode(200)
                .body("hosts.items[0].closes", hasItem("MS17-010"))
                .body("hosts.items[0].closesCount", equalTo(7));
        ask("", Map.of("advisories", List.of("MS17-010"), "hosts", List.of(host.hostId())))
                .statusCode(200)
                .body("plans.items[0].remedies", hasSize(1))
                .body("plans.items[0].closes", hasItem("MS17-010"));
    }

    @Test
    void what_a_host_holds_back_is_told() {
        imported();
        AgentGiven.Agent host = host("1.0");
        String facts = "{\"locks\": [\"" + name + "\"]}";
        host.checkIn(Map.of(
                "inventoryDigest",
                AgentGiven.digest(AgentGiven.linux(name + "-0:1.0-1.el8.x86_64")),
                "factsDigest",
                AgentGiven.digest(facts),
                "rebootPending",
                false,
                "bootId",
                "boot-1"));
        host.request().body(facts).put("/agent/v1/facts").then().statusCode(204);
        ask("", Map.of("remedies", List.of(fix), "advisories", List.of(advisory), "hosts", List.of(host.hostId())))
                .statusCode(200)
                .body("totals.findings", equalTo(0))
                .body("hosts.items[0].notInstallable[0].remedy", equalTo(fix))
                .body("hosts.items[0].notInstallable[0].reason", equalTo("locked"))
                .body("staysOpen.byReason[0].reason", equalTo("locked"))
                .body("staysOpen.advisories[0].advisoryId", equalTo(advisory));
        ask("", Map.of("advisories", List.of(advisory), "hosts", List.of(host.hostId())))
                .body("plans.items[0].remedies", empty())
                .body("plans.items[0].staysOpen[0].reason", equalTo("locked"));
    }

    @Test
    void remedies_nobody_knows_are_listed_and_hosts_without_inventory_counted() {
        AgentGiven.Agent blind = AgentGiven.enrolled("blind");
        ask(
                        "",
                        Map.of(
                                "remedies",
                                List.of("KB9999999", "nosuchpackage-0:1-1.x86_64"),
                                "hosts",
                                List.of(blind.hostId())))
                .statusCode(200)
                .body("unknownRemedies", contains("KB9999999", "nosuchpackage-0:1-1.x86_64"))
                .body("remedies", empty())
                .body("scope.withoutInventory", equalTo(1))
                .body("totals.findings", equalTo(0));
    }

    @Test
    void bad_input_is_refused_by_name_and_place() {
        refused(Map.of(), "remedies");
        refused(Map.of("remedies", List.of()), "remedies");
        refused(Map.of("remedies", List.of("KB4012213", "patch it all")), "remedies[1]");
        refused(Map.of("remedies", java.util.Arrays.asList("KB4012213", null)), "remedies[1]");
        refused(Map.of("advisories", List.of("MS17-010", "NO-SUCH")), "advisories[1]");
        refused(Map.of("remedies", List.of("KB4012213"), "hosts", List.of(UUID.randomUUID())), "hosts[0]");
        refused(Map.of("remedies", List.of("KB4012213"), "group", "no such group"), "group");
        refused(Map.of("remedies", List.of("KB4012213"), "group", "x", "hosts", List.of(UUID.randomUUID())), "group");
        refused(Map.of("remedies", List.of("KB4012213"), "kind", "maybe"), "kind");
        ask("", Map.of("remedies", List.of("KB4012213"), "perhaps", true)).statusCode(400);
        ask("?limit=0", Map.of("remedies", List.of("KB4012213"))).statusCode(400);
        admin().post(PATH).then().statusCode(400);
        nobody().body("{}").post(PATH).then().statusCode(401);
        operator()
                .body(Map.of("remedies", List.of("KB4012213")))
                .post(PATH)
                .then()
                .statusCode(200);
        auditor()
                .body(Map.of("remedies", List.of("KB4012213")))
                .post(PATH)
                .then()
                .statusCode(200);
    }

    private static void refused(Map<String, ?> body, String field) {
        ask("", body).statusCode(400).body("violations[0].field", equalTo(field));
    }
}
