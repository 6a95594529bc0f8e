package io.patchwave.exposure;

import static io.patchwave.Given.admin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.patchwave.AgentGiven;
import io.patchwave.ServerTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Questions about the whole fleet. */
@ServerTest
class FleetTest {
    @Inject
    FleetHistory history;

    @Inject
    Clock clock;

    private final String name = AgentGiven.unique("lib");
    private final String advisory = AgentGiven.unique("ALSA-2024:");
    private final String tag = AgentGiven.unique("tag");

    private AgentGiven.Agent host(String version) {
        AgentGiven.Agent host =
                AgentGiven.enrolled("fleet").sends(AgentGiven.linux(name + "-0:" + version + "-1.el8.x86_64"));
        label(host, Map.of("tags", List.of(tag)));
        return host;
    }

    private static void label(AgentGiven.Agent host, Map<String, ?> labels) {
        admin().contentType(ContentType.JSON)
                .body(labels)
                .patch("/api/v1/hosts/" + host.hostId())
                .then()
                .statusCode(200);
    }

    private void published() {
        Errata.imported(AgentGiven.unique("mirror"), Errata.document(advisory, name, "2.0"));
    }

    @Test
    void hosts_are_counted_under_their_verdict_and_add_up() {
        published();
        host("1.0");
        host("1.0");
        host("2.0");
        admin().get("/api/v1/exposure/counts?tag=" + tag + "&advisory=" + advisory)
                .then()
                .statusCode(200)
                .body("exposed", equalTo(2))
                .body("patched", equalTo(1))
                .body("unaffected", equalTo(0))
                .body("unknown", equalTo(0))
                .body("revision", greaterThan(0));
        admin().get("/api/v1/exposure/counts?tag=" + tag).then().body("exposed", equalTo(2));
        admin().get("/api/v1/exposure/counts?tag=" + tag + "&severity=low")
                .then()
                .body("exposed", equalTo(0));
        admin().get("/api/v1/exposure/counts?tag=" + tag + "&kev=true").then().body("exposed", equalTo(0));
    }

    @Test
    void the_host_that_matters_most_comes_first_and_pages_fit_together() {
        published();
        AgentGiven.Agent low = host("1.0");
        AgentGiven.Agent high = host("1.1");
        AgentGiven.Agent middle = host("1.2");
        label(low, Map.of("criticality", "low"));
        label(high, Map.of("criticality", "critical"));
        label(middle, Map.of("criticality", "high"));
        String path = "/api/v1/exposure/hosts?tag=" + tag + "&advisory=" + advisory;
        admin().get(path + "&count=true")
                .then()
                .statusCode(200)
                .body("items.hostId", contains(high.hostId(), middle.hostId(), low.hostId()))
                .body("items[0].verdict", equalTo("exposed"))
                .body("items[0].open", equalTo(1))
                .body("count", equalTo(3));
        String first = admin().get(path + "&limit=2")
                .then()
                .body("items.hostId", contains(high.hostId(), middle.hostId()))
                .body("next", notNullValue())
                .extract()
                .path("next");
        admin().get(path + "&limit=2&after=" + first)
                .then()
                .body("items.hostId", contains(low.hostId()))
                .body("next", equalTo(null));
        admin().get(path + "&verdict=patched").then().body("items", empty());
    }

    @Test
    void counts_go_by_advisory_cve_product_tag_and_severity() {
        published();
        host("1.0");
        host("1.1");
        String query = "?tag=" + tag;
        admin().get("/api/v1/exposure/by/advisory" + query)
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].key", equalTo(advisory))
                .body("items[0].exposed", equalTo(2));
        admin().get("/api/v1/exposure/by/product" + query)
                .then()
                .body("items", hasSize(1))
                .body("items[0].exposed", equalTo(2));
        admin().get("/api/v1/exposure/by/tag" + query).then().body("items.key", hasItem(tag));
        admin().get("/api/v1/exposure/by/severity" + query).then().body("items", hasSize(1));
        admin().get("/api/v1/exposure/by/kev" + query).then().body("items.key", contains("false"));
        admin().get("/api/v1/exposure/by/kb" + query).then().body("items", empty());
    }

    @Test
    void counts_go_by_group() {
        published();
        AgentGiven.Agent in = host("1.0");
        host("1.1");
        String group = AgentGiven.unique("group");
        admin().contentType(ContentType.JSON)
                .body(Map.of("name", group, "hosts", List.of(in.hostId())))
                .post("/api/v1/groups")
                .then()
                .statusCode(201);
        admin().get("/api/v1/exposure/by/group?advisory=" + advisory)
                .then()
                .body("items.find { it.name == '" + group + "' }.exposed", equalTo(1));
        admin().get("/api/v1/exposure/hosts?advisory=" + advisory + "&group=" + group)
                .then()
                .body("items.hostId", contains(in.hostId()));
    }

    @Test
    void a_past_day_answers_as_it_was_then_and_as_it_was_known_then() {
        AgentGiven.Agent host = host("1.0");
        Instant unknown = clock.instant();
        published();
        Instant exposed = clock.instant();
        host.sends(AgentGiven.linux(name + "-0:2.0-1.el8.x86_64"));
        String path = "/api/v1/exposure/hosts?tag=" + tag + "&advisory=" + advisory + "&asOf=";
        admin().get(path + exposed).then().body("items.hostId", contains(host.hostId()));
        admin().get(path + unknown).then().statusCode(200).body("items", empty());
        admin().get(path + clock.instant()).then().body("items", empty());
        admin().get("/api/v1/exposure/counts?tag=" + tag + "&asOf=" + exposed)
                .then()
                .body("exposed", equalTo(1));
    }

    @Test
    void days_are_counted_and_shown_with_today() {
        published();
        host("1.0");
        LocalDate yesterday =
                LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(1);
        history.count(yesterday);
        admin().get("/api/v1/exposure/history?advisory=" + advisory)
                .then()
                .statusCode(200)
                .body("items", hasSize(2))
                .body("items[0].day", equalTo(yesterday.toString()))
                .body("items.exposed", contains(1, 1));
        admin().get("/api/v1/exposure/history?only=kev").then().statusCode(200).body("items", not(empty()));
        admin().get("/api/v1/exposure/pace").then().statusCode(200).body("items.severity", hasItem("critical"));
    }

    @Test
    void how_long_a_hole_stood_is_told_by_severity() {
        published();
        AgentGiven.Agent host = host("1.0");
        String group = AgentGiven.unique("pace");
        admin().contentType(ContentType.JSON)
                .body(Map.of("name", group, "hosts", List.of(host.hostId())))
                .post("/api/v1/groups")
                .then()
                .statusCode(201);
        String severity = admin().get("/api/v1/advisories/" + advisory).path("severity");
        String own = "items.find { it.severity == '" + severity + "' }";
        admin().get("/api/v1/exposure/pace?group=" + group)
                .then()
                .body(own + ".openFindings", equalTo(1))
                .body(own + ".fixed", equalTo(0));
        host.sends(AgentGiven.linux(name + "-0:2.0-1.el8.x86_64"));
        admin().get("/api/v1/exposure/pace?group=" + group)
                .then()
                .body(own + ".openFindings", equalTo(0))
                .body(own + ".fixed", equalTo(1));
    }

    @Test
    void findings_are_ranked_and_say_their_risk() {
        String other = AgentGiven.unique("ALSA-2024:");
        published();
        Errata.imported(AgentGiven.unique("mirror"), Errata.document(other, name, "3.0"));
        AgentGiven.Agent host = host("1.0");
        List<Float> risks = admin().get("/api/v1/hosts/" + host.hostId() + "/findings")
                .then()
                .body("items.advisoryId", hasItem(advisory))
                .extract()
                .path("items.risk");
        assertThat(risks).hasSize(2).isSortedAccordingTo(java.util.Comparator.reverseOrder());
        assertThat(risks.get(0)).isPositive();
    }

    @Test
    void what_cannot_be_asked_is_refused_by_name() {
        admin().get("/api/v1/exposure/counts?severity=dire")
                .then()
                .statusCode(400)
                .body("violations.field", contains("severity"));
        admin().get("/api/v1/exposure/counts?advisory=ALSA-0000:0").then().statusCode(400);
        admin().get("/api/v1/exposure/counts?kb=four").then().statusCode(400);
        admin().get("/api/v1/exposure/by/colour")
                .then()
                .statusCode(400)
                .body("violations.field", contains("dimension"));
        admin().get("/api/v1/exposure/hosts?sort=luck")
                .then()
                .statusCode(400)
                .body("violations.field", contains("sort"));
        admin().get("/api/v1/exposure/hosts?group=nowhere").then().statusCode(400);
        admin().get("/api/v1/exposure/history?from=yesterday")
                .then()
                .statusCode(400)
                .body("violations.field", contains("from"));
        admin().get("/api/v1/exposure/history?from=2026-02-01&to=2026-01-01")
                .then()
                .statusCode(400);
    }
}
