package io.patchwave.inventory;

import static io.patchwave.AgentGiven.enrolled;
import static io.patchwave.AgentGiven.enrollmentToken;
import static io.patchwave.AgentGiven.linux;
import static io.patchwave.AgentGiven.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.patchwave.AgentGiven;
import io.patchwave.AgentGiven.Agent;
import io.patchwave.Given;
import io.patchwave.ServerTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ServerTest
class HostsApiTest {
    private static Agent tagged(String name, String tag) {
        String token = enrollmentToken(Map.of("tags", List.of(tag)));
        var answer = AgentGiven.enrol(token, name, Map.of()).statusCode(201).extract();
        return new Agent(name, name, answer.path("hostId"), answer.path("token"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hostname", "-hostname", "lastSeen", "-lastSeen", "criticality", "id"})
    void every_order_pages_through_all_hosts_once(String sort) {
        String tag = unique("page");
        for (int i = 0; i < 5; i++) {
            tagged(unique("page" + i), tag);
        }
        List<String> seen = new ArrayList<>();
        String after = "";
        do {
            var page = Given.admin()
                    .queryParam("tag", tag)
                    .queryParam("sort", sort)
                    .queryParam("limit", 2)
                    .queryParam("count", true)
                    .queryParams(after.isEmpty() ? Map.of() : Map.of("after", after))
                    .get("/api/v1/hosts")
                    .then()
                    .statusCode(200)
                    .body("count", equalTo(5))
                    .extract();
            seen.addAll(page.path("items.id"));
            after = page.path("next");
        } while (after != null);
        assertThat(seen).hasSize(5).doesNotHaveDuplicates();
    }

    @Test
    void filters_narrow_the_list() {
        String tag = unique("filter");
        Agent agent = tagged(unique("filter_100%"), tag);
        agent.sends(linux(unique("f") + "-1-1.x86_64"));
        for (Map<String, String> query : List.of(
                Map.of("tag", tag, "os", "linux"),
                Map.of("tag", tag, "os", "almalinux"),
                Map.of("tag", tag, "os", "almalinux:8"),
                Map.of("tag", tag, "status", "active"),
                Map.of("q", agent.hostname().toUpperCase(java.util.Locale.ROOT)))) {
            Given.admin()
                    .queryParams(query)
                    .get("/api/v1/hosts")
                    .then()
                    .statusCode(200)
                    .body("items.id", contains(agent.hostId()));
        }
        for (Map<String, String> query : List.of(
                Map.of("tag", tag, "os", "windows"),
                Map.of("tag", tag, "os", "almalinux:9"),
                Map.of("tag", tag, "status", "stale"),
                Map.of("tag", tag, "status", "quarantined"),
                Map.of("tag", tag, "status", "retired"),
                Map.of("q", agent.hostname().replace("100%", "100_x")))) {
            Given.admin()
                    .queryParams(query)
                    .get("/api/v1/hosts")
                    .then()
                    .statusCode(200)
                    .body("items", empty())
                    .body("next", nullValue());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "status,asleep",
        "sort,beauty",
        "limit,0",
        "limit,1001",
        "limit,many",
        "after,nonsense",
        "group,no-such-group"
    })
    void a_query_that_makes_no_sense_is_refused_by_name(String parameter, String word) {
        Given.admin()
                .queryParam(parameter, word)
                .get("/api/v1/hosts")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", containsString(parameter));
    }

    @Test
    void a_cursor_of_another_query_is_refused() {
        String tag = unique("cursor");
        tagged(unique("c1"), tag);
        tagged(unique("c2"), tag);
        String next = Given.admin()
                .queryParam("tag", tag)
                .queryParam("limit", 1)
                .get("/api/v1/hosts")
                .then()
                .extract()
                .path("next");
        Given.admin()
                .queryParam("limit", 1)
                .queryParam("after", next)
                .get("/api/v1/hosts")
                .then()
                .statusCode(400)
                .body("type", equalTo("/problems/cursor-mismatch"));
    }

    @Test
    void people_label_hosts_and_what_they_leave_out_stays() {
        Agent agent = tagged(unique("label"), "before");
        String tag = Given.admin()
                .body("{\"owner\": \"Ops\", \"criticality\": \"critical\", \"mlpsLevel\": 3, \"zone\": \"dmz\"}")
                .contentType("application/merge-patch+json")
                .patch("/api/v1/hosts/" + agent.hostId())
                .then()
                .statusCode(200)
                .body("tags", contains("before"))
                .body("owner", equalTo("Ops"))
                .body("criticality", equalTo("critical"))
                .body("mlpsLevel", equalTo(3))
                .extract()
                .header("ETag");
        Given.admin()
                .header("If-Match", tag)
                .body("{\"owner\": null, \"tags\": [\"a\", \"b\", \"a\"]}")
                .patch("/api/v1/hosts/" + agent.hostId())
                .then()
                .statusCode(200)
                .body("tags", contains("a", "b"))
                .body("owner", nullValue())
                .body("zone", equalTo("dmz"));
        Given.admin()
                .header("If-Match", tag)
                .body("{\"owner\": \"late\"}")
                .patch("/api/v1/hosts/" + agent.hostId())
                .then()
                .statusCode(412);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"colour\": 1}|colour",
                "{\"criticality\": \"huge\"}|criticality",
                "{\"tags\": \"one\"}|tags",
                "{\"tags\": [1]}|tags[0]",
                "{\"mlpsLevel\": 9}|mlpsLevel",
                "{\"owner\": 7}|owner",
                "[]|body",
            })
    void a_patch_that_does_not_fit_is_refused_by_name(String patch, String field) {
        Agent agent = enrolled("patch");
        Given.admin()
                .body(patch)
                .patch("/api/v1/hosts/" + agent.hostId())
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo(field));
    }

    @Test
    void a_retired_host_leaves_the_list_and_is_found_among_the_retired() {
        String tag = unique("leave");
        Agent agent = tagged(unique("leave"), tag);
        Given.admin().delete("/api/v1/hosts/" + agent.hostId()).then().statusCode(204);
        Given.admin().delete("/api/v1/hosts/" + agent.hostId()).then().statusCode(204);
        Given.admin().queryParam("tag", tag).get("/api/v1/hosts").then().body("items", empty());
        Given.admin()
                .queryParam("tag", tag)
                .queryParam("status", "retired")
                .get("/api/v1/hosts")
                .then()
                .body("items.status", contains("retired"));
    }

    @Test
    void what_does_not_exist_is_404_and_nobody_sees_nothing() {
        for (String path : List.of("", "/inventory", "/history", "/facts")) {
            Given.admin()
                    .get("/api/v1/hosts/" + UUID.randomUUID() + path)
                    .then()
                    .statusCode(404)
                    .contentType("application/problem+json");
        }
        Given.nobody().get("/api/v1/hosts").then().statusCode(401);
        enrolled("own").request().get("/api/v1/hosts").then().statusCode(401);
    }

    @Test
    void a_group_changes_under_its_tag_only_and_by_known_members_only() {
        String group = "/api/v1/groups/"
                + Given.admin()
                        .body("{\"name\": \"tag-%s\", \"query\": {\"tag\": \"x\"}}".formatted(UUID.randomUUID()))
                        .post("/api/v1/groups")
                        .jsonPath()
                        .getString("id");
        String tag = Given.admin().get(group).header("ETag");

        Given.admin()
                .header("If-Match", "\"old\"")
                .body("{}")
                .patch(group)
                .then()
                .statusCode(412);
        Given.admin().header("If-Match", "\"old\"").delete(group).then().statusCode(412);
        Given.admin().body("{\"query\": {\"nope\": null}}").patch(group).then().statusCode(400);
        Given.admin()
                .header("If-Match", tag)
                .body("{\"description\": \"d\"}")
                .patch(group)
                .then()
                .statusCode(200);
        Given.admin().header("If-Match", tag).delete(group).then().statusCode(412);
        Given.admin().body("{\"hosts\": [null]}").patch(group).then().statusCode(400);
    }

    @Test
    void groups_are_saved_queries_or_fixed_lists() {
        String tag = unique("group");
        Agent one = tagged(unique("g1"), tag);
        Agent two = tagged(unique("g2"), "other");
        String query = Given.admin()
                .body(Map.of("name", unique("query"), "query", Map.of("tag", tag)))
                .post("/api/v1/groups")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        String name = unique("list");
        String list = Given.admin()
                .body(Map.of("name", name, "hosts", List.of(two.hostId(), one.hostId())))
                .post("/api/v1/groups")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        hosts(query).body("items.id", contains(one.hostId()));
        hosts(list).body("items.size()", is(2));
        Given.admin()
                .queryParam("group", name)
                .queryParam("tag", tag)
                .get("/api/v1/hosts")
                .then()
                .statusCode(200)
                .body("items.id", contains(one.hostId()));
        Given.admin()
                .body(Map.of("name", name, "hosts", List.of()))
                .post("/api/v1/groups")
                .then()
                .statusCode(409)
                .body("type", equalTo("/problems/group-name-taken"));
        Given.admin()
                .body(Map.of("description", "two of them", "hosts", List.of(two.hostId())))
                .patch("/api/v1/groups/" + list)
                .then()
                .statusCode(200)
                .body("name", equalTo(name))
                .body("description", equalTo("two of them"));
        hosts(list).body("items.id", contains(two.hostId()));
        Given.admin().get("/api/v1/groups?limit=1000").then().statusCode(200).body("items.id", hasItem(list));
        Given.admin().delete("/api/v1/groups/" + list).then().statusCode(204);
        Given.admin().get("/api/v1/groups/" + list).then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"name\": \"x\"}|query",
                "{\"hosts\": []}|name",
                "{\"name\": \"x\", \"query\": {\"status\": \"asleep\"}}|status",
                "{\"name\": \"x\", \"query\": {\"group\": \"y\"}}|query.group",
                "{\"name\": \"x\", \"query\": {\"colour\": \"red\"}}|query.colour",
                "{\"name\": \"x\", \"hosts\": [\"00000000-0000-7000-8000-000000000000\"]}|hosts",
                "{\"name\": \"x\", \"hosts\": [\"srv-1\"]}|hosts[0]",
            })
    void a_group_that_does_not_hold_is_refused_by_name(String body, String field) {
        Given.admin()
                .body(body)
                .post("/api/v1/groups")
                .then()
                .statusCode(400)
                .body("violations.field", everyItem(equalTo(field)));
    }

    private static io.restassured.response.ValidatableResponse hosts(String group) {
        return Given.admin().get("/api/v1/groups/" + group + "/hosts").then().statusCode(200);
    }
}
