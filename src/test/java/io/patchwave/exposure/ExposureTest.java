package io.patchwave.exposure;

import static io.patchwave.Given.admin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.patchwave.AgentGiven;
import io.patchwave.ServerTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Findings over the public interface: agents send inventories, advisories are imported. */
@ServerTest
class ExposureTest {
    @Inject
    ExposureService exposure;

    @Inject
    Clock clock;

    private final String name = AgentGiven.unique("lib");
    private final String advisory = AgentGiven.unique("ALSA-2024:");
    private final String mirror = AgentGiven.unique("mirror");

    private static String with(String name, String version) {
        return AgentGiven.linux(name + "-0:" + version + "-1.el8.x86_64");
    }

    private AgentGiven.Agent exposedHost() {
        Errata.imported(mirror, Errata.document(advisory, name, "2.0"));
        return AgentGiven.enrolled("exposed").sends(with(name, "1.0"));
    }

    private static String findings(AgentGiven.Agent host, String query) {
        return "/api/v1/hosts/" + host.hostId() + "/findings" + query;
    }

    @Test
    void a_finding_is_there_when_the_inventory_is_taken_and_closed_by_the_next_one() {
        AgentGiven.Agent host = exposedHost();
        String firstSeen = admin().get(findings(host, "?count=true"))
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("count", equalTo(1))
                .body("items[0].advisoryId", equalTo(advisory))
                .body("items[0].verdict", equalTo("exposed"))
                .body("items[0].state", equalTo("open"))
                .body("items[0].rule", equalTo("rpm"))
                .body("items[0].severity", equalTo("important"))
                .body("items[0].confidence", equalTo("measured"))
                .body("items[0].remedies", contains(name + "-0:2.0-1.el8.x86_64"))
                .body("items[0].fixedAt", nullValue())
                .extract()
                .path("items[0].firstSeen");
        assertThat(exposure.remediesFor(UUID.fromString(host.hostId()), List.of(advisory))
                        .packages())
                .containsExactly(name + "-0:2.0-1.el8.x86_64");

        host.sends(AgentGiven.linux(name + "-0:1.0-1.el8.x86_64", "other-0:1-1.el8.noarch"));
        admin().get(findings(host, "")).then().body("items[0].firstSeen", equalTo(firstSeen));

        host.sends(with(name, "2.0"));
        admin().get(findings(host, "")).then().body("items", empty());
        admin().get(findings(host, "?state=fixed"))
                .then()
                .body("items[0].verdict", equalTo("patched"))
                .body("items[0].firstSeen", equalTo(firstSeen))
                .body("items[0].fixedAt", notNullValue());
        assertThat(exposure.isOpen(UUID.fromString(host.hostId()), List.of(advisory)))
                .isFalse();

        host.sends(with(name, "1.5"));
        admin().get(findings(host, ""))
                .then()
                .body("items[0].verdict", equalTo("exposed"))
                .body("items[0].firstSeen", not(equalTo(firstSeen)));
    }

    @Test
    void hosts_and_counts_of_an_advisory_agree_and_filter() {
        AgentGiven.Agent host = exposedHost();
        AgentGiven.Agent patched = AgentGiven.enrolled("patched").sends(with(name, "2.1"));
        AgentGiven.Agent other = AgentGiven.enrolled("other").sends(with(AgentGiven.unique("else"), "1.0"));
        String path = "/api/v1/advisories/" + advisory;
        admin().get(path + "/exposure")
                .then()
                .statusCode(200)
                .body("exposed", equalTo(1))
                .body("patched", equalTo(1))
                .body("mitigated", equalTo(0))
                .body("revision", notNullValue());
        admin().get(path + "/hosts?verdict=exposed")
                .then()
                .statusCode(200)
                .body("items.hostId", contains(host.hostId()))
                .body("items[0].hostname", equalTo(host.hostname()))
                .body("items[0].since", notNullValue());
        admin().get(path + "/hosts?verdict=patched&count=true")
                .then()
                .body("items.hostId", contains(patched.hostId()))
                .body("items[0].satisfiedBy", notNullValue())
                .body("count", equalTo(1));
        admin().get(path + "/hosts?verdict=unaffected&limit=1000").then().body("items.hostId", hasItem(other.hostId()));
        admin().get("/api/v1/hosts?exposedTo=" + advisory)
                .then()
                .statusCode(200)
                .body("items.id", contains(host.hostId()));
        admin().get("/api/v1/advisories?exposed=true&q=" + advisory).then().body("items.id", contains(advisory));
        admin().delete("/api/v1/hosts/" + host.hostId());
        admin().get(path + "/exposure").then().body("exposed", equalTo(0));
    }

    @Test
    void a_new_catalog_judges_the_hosts_that_are_there() {
        AgentGiven.Agent host = AgentGiven.enrolled("waiting").sends(with(name, "1.0"));
        admin().get(findings(host, "")).then().body("items", empty());
        Errata.imported(mirror, Errata.document(advisory, name, "2.0"));
        admin().get(findings(host, "")).then().body("items.advisoryId", contains(advisory));
        assertThat(exposure.evaluatedRevision(UUID.fromString(host.hostId()))).isPresent();
    }

    @Test
    void a_corrected_document_leaves_the_old_answer_reachable() {
        AgentGiven.Agent host = exposedHost();
        Instant before = clock.instant();
        Errata.imported(mirror, Errata.document(advisory, name, "0.5"));
        Instant after = clock.instant();
        admin().get(findings(host, "")).then().body("items", empty());

        String path = "/api/v1/advisories/" + advisory + "/exposure";
        admin().get(path + "?asOf=" + before + "&knownAt=" + before).then().body("exposed", equalTo(1));
        admin().get(path + "?asOf=" + before).then().body("exposed", equalTo(0)).body("patched", equalTo(1));
        admin().get(path + "?asOf=" + after + "&knownAt=" + before).then().body("exposed", equalTo(1));
        assertThat(rows(before, before, host)).singleElement().satisfies(row -> {
            assertThat(row.verdict()).isEqualTo(Verdict.EXPOSED);
            assertThat(row.advisoryId()).isEqualTo(advisory);
            assertThat(row.firstSeen()).isNotNull().isBefore(before);
            assertThat(row.fixedAt()).isNull();
            assertThat(row.evidenceDigest()).startsWith("sha256:");
        });
        assertThat(rows(after, after, host)).singleElement().satisfies(row -> {
            assertThat(row.verdict()).isEqualTo(Verdict.PATCHED);
            assertThat(row.fixedAt()).isBetween(before, after);
        });
    }

    @Test
    void ms17_010_is_exposed_then_mitigated_by_facts_then_patched() {
        AgentGiven.Agent host = AgentGiven.enrolled("win").sends(windows());
        String id = host.hostId();
        assertThat(exposure.explained(UUID.fromString(id), List.of("MS17-010"))).satisfies(verdict -> {
            assertThat(verdict.verdict()).isEqualTo(Verdict.EXPOSED);
            assertThat(verdict.remedies()).contains("KB4012213");
        });
        assertThat(exposure.remediesFor(UUID.fromString(id), List.of("MS17-010"))
                        .kbs())
                .hasSize(1);
        String facts = "{\"smb1\": \"off\"}";
        host.checkIn(Map.of(
                "inventoryDigest",
                AgentGiven.digest(windows()),
                "factsDigest",
                AgentGiven.digest(facts),
                "rebootPending",
                false,
                "bootId",
                "boot-1"));
        host.request().body(facts).put("/agent/v1/facts").then().statusCode(204);
        admin().get(findings(host, ""))
                .then()
                .body("items.find { it.advisoryId == 'MS17-010' }.verdict", equalTo("mitigated"));
        host.sends(windows("KB4012213"));
        assertThat(exposure.verdictOf(UUID.fromString(id), List.of("CVE-2017-0144"))
                        .verdict())
                .isEqualTo(Verdict.PATCHED);
        admin().get(findings(host, "?state=fixed&kind=all"))
                .then()
                .body("items.find { it.advisoryId == 'MS17-010' }.satisfiedBy", equalTo("KB4012213"));
    }

    @Test
    void unknown_ids_and_words_are_refused_by_name() {
        admin().get("/api/v1/advisories/NO-SUCH/exposure").then().statusCode(404);
        admin().get("/api/v1/advisories/NO-SUCH/hosts").then().statusCode(404);
        admin().get("/api/v1/hosts/" + UUID.randomUUID() + "/findings").then().statusCode(404);
        admin().get("/api/v1/advisories/MS17-010/hosts?verdict=maybe")
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo("verdict"));
        AgentGiven.Agent host = AgentGiven.enrolled("words");
        for (String field : List.of("state", "kind", "grain")) {
            admin().get(findings(host, "?" + field + "=maybe"))
                    .then()
                    .statusCode(400)
                    .body("violations[0].field", equalTo(field));
        }
        admin().get("/api/v1/hosts?exposedTo=NO-SUCH").then().statusCode(400);
    }

    private List<ExposureRow> rows(Instant asOf, Instant knownAt, AgentGiven.Agent host) {
        List<ExposureRow> rows = new ArrayList<>();
        exposure.complianceRows(asOf, knownAt, FindingQuery.Grain.REMEDY, row -> {
            if (row.hostId().toString().equals(host.hostId())) {
                rows.add(row);
            }
        });
        return rows;
    }

    private static String windows(String... hotfixes) {
        String list = hotfixes.length == 0 ? "" : "\"" + String.join("\", \"", hotfixes) + "\"";
        return """
                {"os": {"family": "windows", "name": "Microsoft Windows Server 2012 R2 Standard",
                 "version": "6.3.9600", "build": 9600, "productType": "server", "servicePack": 0,
                 "architecture": "x64"}, "hotfixes": [%s]}""".formatted(list);
    }
}
