package io.patchwave.faults;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * A database that a server of part 1 left (gzip sets, judgements with their proof) is opened by this one: hosts, findings, their
 * history and reports are answered as then, agents go on with their tokens, and nothing of the old form stays.
 */
@Order(30)
class OldDatabaseIT {
    private static final String PART_1 = "202611241960";
    private static final String TOKEN_OF_ALMA_1 = "pwa_XQ1vGtMca3TYtuN4FuRHKfVJJvbAETY6BOU7OuFdzDt3wf0IO";
    private static final String ALMA = """
            {"os": {"family": "linux", "id": "almalinux", "versionId": "8", "architecture": "x86_64"},
             "runningKernel": "4.18.0-553.el8_10.x86_64", "modules": [],
             "packages": ["curl-0:%s-1.el8.x86_64", "vim-0:%s-1.el8.x86_64", "bash-0:4.4.20-5.el8.x86_64",
              "kernel-core-0:4.18.0-553.el8_10.x86_64"]}""";

    private KillableServer server;

    @BeforeEach
    void start() throws Exception {
        server = new KillableServer();
        OldDatabase.fill(server.database(), PART_1, "part-1.sql");
        server.start();
    }

    @AfterEach
    void end() throws Exception {
        server.close();
    }

    private JsonPath get(String path) {
        return server.admin()
                .get("/api/v1/" + path)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private String host(String name) {
        return get("hosts?limit=100").getString("items.find { it.hostname == '" + name + "' }.id");
    }

    private Map<String, String> findings(String name, String state) {
        Map<String, String> found = new TreeMap<>();
        List<Map<String, Object>> items = get("hosts/" + host(name) + "/findings?limit=100&state=" + state)
                .getList("items");
        items.forEach(item -> found.put(
                (String) item.get("advisoryId"),
                item.get("verdict") + " " + item.get("rule") + " "
                        + ((String) item.get("firstSeen")).substring(0, 10)));
        return found;
    }

    private String counts(String advisory, String asOf) {
        JsonPath counts = get("advisories/" + advisory + "/exposure" + asOf);
        return counts.getInt("exposed") + " exposed, " + counts.getInt("patched") + " patched, "
                + counts.getInt("unaffected") + " unaffected, " + counts.getInt("unknown") + " unknown";
    }

    @Test
    void what_a_server_of_part_1_knew_is_answered_and_goes_on_in_the_new_form() throws Exception {
        assertPresent();
        assertPast();
        assertReports();
        await().atMost(Duration.ofMinutes(2)).until(this::isRewrittenAtTheNextStart);
        assertPresent();
        assertPast();
        assertReports();
        assertThatAgentsGoOn();
    }

    private boolean isRewrittenAtTheNextStart() throws Exception {
        server.kill();
        boolean rewritten = oldSets() == 0;
        server.start();
        return rewritten;
    }

    private void assertPresent() {
        assertThat(get("hosts?limit=100").getList("items.hostname"))
                .containsExactlyInAnyOrder(
                        "old-alma-1",
                        "old-alma-2",
                        "old-alma-3",
                        "old-alma-4",
                        "old-win-1",
                        "old-debian-1",
                        "old-silent-1");
        assertThat(findings("old-alma-1", "open"))
                .isEqualTo(Map.of(
                        "ALSA-2024:0001", "exposed rpm 2026-01-10",
                        "ALSA-2024:0002", "exposed rpm 2026-01-10",
                        "ALSA-2024:0003", "exposed rpm 2026-01-14"));
        assertThat(findings("old-alma-2", "open"))
                .isEqualTo(
                        Map.of("ALSA-2024:0002", "exposed rpm 2026-01-10", "ALSA-2024:0003", "exposed rpm 2026-01-14"));
        assertThat(findings("old-alma-2", "fixed")).containsKey("ALSA-2024:0001");
        assertThat(findings("old-win-1", "open")).isEqualTo(Map.of("CVE-2024-1002", "exposed R2 2026-01-14"));
        assertThat(findings("old-win-1", "fixed")).containsKey("CVE-2024-1001");
        assertThat(findings("old-debian-1", "open")).isEqualTo(Map.of("DSA-9001-1", "exposed deb 2026-01-10"));
        assertThat(counts("ALSA-2024:0001", "")).isEqualTo("1 exposed, 3 patched, 2 unaffected, 1 unknown");
        assertThat(counts("ALSA-2024:0003", "")).isEqualTo("4 exposed, 0 patched, 2 unaffected, 1 unknown");
        assertThat(counts("CVE-2024-1001", "")).isEqualTo("0 exposed, 1 patched, 5 unaffected, 1 unknown");
        Map<String, String> proofs = new HashMap<>();
        List<Map<String, Object>> rows =
                get("advisories/ALSA-2024:0001/hosts?limit=100").getList("items");
        rows.forEach(row -> proofs.put((String) row.get("hostname"), (String) row.get("satisfiedBy")));
        assertThat(proofs)
                .containsEntry("old-alma-2", "curl-0:2.0-1.el8.x86_64")
                .containsEntry("old-alma-4", "curl-0:2.5-1.el8.x86_64")
                .containsEntry("old-alma-1", null);
    }

    private void assertPast() {
        String then = "?asOf=2026-01-11T00:00:00Z&knownAt=2026-01-11T00:00:00Z";
        assertThat(counts("ALSA-2024:0001", then)).startsWith("2 exposed, 2 patched, ");
        assertThat(counts("ALSA-2024:0003", then)).startsWith("0 exposed, 0 patched, ");
        assertThat(counts("CVE-2024-1001", then)).startsWith("1 exposed, 0 patched, ");
    }

    private void assertReports() {
        assertThat(get("groups").getList("items.name")).contains("old group");
        assertThat(get("compliance/summary").getMap("")).isNotEmpty();
        String past = server.admin()
                .get("/api/v1/compliance/export?format=csv&asOf=2026-01-11T00:00:00Z&knownAt=2026-01-11T00:00:00Z")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(past.lines().filter(line -> line.contains("old-alma-2") && line.contains("ALSA-2024:0001")))
                .singleElement()
                .asString()
                .contains(",missing,");
        assertThat(get("hosts/" + host("old-alma-1") + "/inventory").getList("document.packages"))
                .contains("curl-0:1.0-1.el8.x86_64");
    }

    private void assertThatAgentsGoOn() throws Exception {
        sends(ALMA.formatted("2.0", "1.0"));

        assertThat(get("hosts/" + host("old-alma-1")).getLong("softwareSetId"))
                .as("the same software is the same set")
                .isEqualTo(get("hosts/" + host("old-alma-2")).getLong("softwareSetId"));
        assertThat(findings("old-alma-1", "open"))
                .isEqualTo(
                        Map.of("ALSA-2024:0002", "exposed rpm 2026-01-10", "ALSA-2024:0003", "exposed rpm 2026-01-14"));
        assertThat(findings("old-alma-1", "fixed")).containsKey("ALSA-2024:0001");
    }

    /** A document in other bytes than that of the machine with the same software. */
    private void sends(String inventory) throws Exception {
        byte[] document = inventory.getBytes(StandardCharsets.UTF_8);
        String digest = "sha256:"
                + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(document));
        agent().body(Map.of("inventoryDigest", digest, "rebootPending", false, "bootId", "b1"))
                .post("/agent/v1/check-in")
                .then()
                .statusCode(200)
                .body("inventoryWanted", equalTo(true));
        agent().body(document).put("/agent/v1/inventory").then().statusCode(204);
    }

    private RequestSpecification agent() {
        return given().baseUri(server.uri().toString())
                .header("Authorization", "Bearer " + TOKEN_OF_ALMA_1)
                .contentType("application/json");
    }

    private int oldSets() throws Exception {
        int old = 0;
        try (Connection connection = server.remains();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select members from inventory_software_set")) {
            while (rows.next()) {
                old += rows.getBytes(1)[0] == 0x1f ? 1 : 0;
            }
        }
        return old;
    }
}
