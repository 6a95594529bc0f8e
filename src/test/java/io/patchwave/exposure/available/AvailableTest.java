package io.patchwave.exposure.available;

import static io.patchwave.Given.admin;
import static io.patchwave.Given.nobody;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.patchwave.AgentGiven;
import io.patchwave.ServerTest;
import io.patchwave.catalog.Imports;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a host could be brought up to, over HTTP. The real dnf and apt are compared in io.patchwave.proof. */
@ServerTest
class AvailableTest {
    private final String mirror = AgentGiven.unique("repo");

    private static String offered(String name, String version, String release) {
        return """
                <package type="rpm"><name>%s</name><arch>x86_64</arch><version epoch="0" ver="%s" rel="%s"/><format/></package>
                """.formatted(name, version, release);
    }

    private void repository(String modules, String... packages) {
        String primary = "<metadata xmlns=\"http://linux.duke.edu/metadata/common\" packages=\"" + packages.length
                + "\">" + String.join("", packages) + "</metadata>";
        String errata = """
                <updates><update type="security" status="final" version="1"><id>%s:1</id><title>t</title>
                <issued date="2026-01-01 00:00:00"/><severity>Low</severity><pkglist><collection><name>c</name>
                <package name="closed" version="1.5" release="1" epoch="0" arch="x86_64"/></collection></pkglist></update></updates>
                """.formatted(mirror);
        byte[] zip = Imports.zip(Map.of(
                "primary.xml", primary.getBytes(StandardCharsets.UTF_8),
                "updateinfo.xml", errata.getBytes(StandardCharsets.UTF_8),
                "modules.yaml", modules.getBytes(StandardCharsets.UTF_8)));
        Imports.succeeded("format=repodata&filename=r.zip&for=madeos:8&mirror=" + mirror, zip);
    }

    private static String stream(String stream, String... artifacts) {
        return """
                ---
                document: modulemd
                version: 2
                data: {name: made, stream: "%s", version: 1, context: c%s, arch: x86_64, artifacts: {rpms: ["%s"]}}
                ...
                """.formatted(stream, stream, String.join("\", \"", artifacts));
    }

    private ValidatableResponse available(String members, String query, String... packages) {
        String document = """
                {"os": {"family": "linux", "id": "madeos", "versionId": "8", "architecture": "x86_64"}, %s
                 "repositories": ["%s"], "packages": ["%s"]}""".formatted(members, mirror, String.join("\", \"", packages));
        return ask(AgentGiven.enrolled("available").sends(document), query);
    }

    private static ValidatableResponse ask(AgentGiven.Agent host, String query) {
        return admin().get("/api/v1/hosts/" + host.hostId() + "/available" + query)
                .then()
                .statusCode(200);
    }

    @Test
    void the_newest_build_of_the_hosts_repositories_is_listed_and_marked_where_an_erratum_stands_between() {
        repository(
                stream("1"),
                offered("closed", "1.4", "1"),
                offered("closed", "2.0", "1"),
                offered("plain", "1.1", "1"),
                offered("current", "3", "1"),
                offered("elsewhere", "9", "1"));
        available(
                        "\"modules\": [],",
                        "",
                        "closed-1.0-1.x86_64",
                        "plain-1.0-1.x86_64",
                        "current-3-1.x86_64",
                        "own-1-1.noarch")
                .body("items.name", contains("closed", "plain"))
                .body("items[0].arch", equalTo("x86_64"))
                .body("items[0].installed", equalTo("0:1.0-1"))
                .body("items[0].candidate", equalTo("0:2.0-1"))
                .body("items[0].origin", equalTo(mirror))
                .body("items.security", contains(true, false))
                .body("next", nullValue())
                .body("reason", nullValue());
    }

    @Test
    void an_active_stream_hides_the_same_names_of_others_and_without_module_state_modules_are_left_out() {
        repository(
                stream("1", "modular-0:1.5-1.x86_64") + stream("2", "modular-0:9-1.x86_64"),
                offered("modular", "1.5", "1"),
                offered("modular", "9", "1"),
                offered("modular", "7", "1"),
                offered("plain", "2", "1"));
        available("\"modules\": [\"made:1\"],", "", "modular-1.0-1.x86_64")
                .body("items.candidate", contains("0:1.5-1"))
                .body("reason", nullValue());
        available("\"modules\": [],", "", "modular-1.0-1.x86_64").body("items.candidate", contains("0:7-1"));
        available("", "", "modular-8-1.x86_64", "plain-1-1.x86_64")
                .body("items.name", contains("plain"))
                .body("reason", equalTo("module-state-missing"));
    }

    @Test
    void the_list_is_paged_and_counted() {
        repository(stream("1"), offered("a", "2", "1"), offered("b", "2", "1"), offered("c", "2", "1"));
        String[] installed = {"a-1-1.x86_64", "b-1-1.x86_64", "c-1-1.x86_64"};
        AgentGiven.Agent host =
                AgentGiven.enrolled("available").sends("""
                {"os": {"family": "linux", "id": "madeos", "versionId": "8", "architecture": "x86_64"}, "modules": [],
                 "repositories": ["%s"], "packages": ["%s"]}""".formatted(mirror, String.join("\", \"", installed)));
        String next = ask(host, "?limit=2&count=true")
                .body("items.name", contains("a", "b"))
                .body("count", equalTo(3))
                .body("next", notNullValue())
                .extract()
                .path("next");
        ask(host, "?limit=2&after=" + next).body("items.name", contains("c")).body("next", nullValue());
    }

    @Test
    void nothing_is_offered_without_a_repository_and_the_answer_says_why() {
        available("\"modules\": [],", "", "a-1-1.x86_64")
                .body("items", empty())
                .body("reason", equalTo("no-repository"));
        String windows = """
                {"os": {"family": "windows", "name": "Windows Server 2019", "version": "10.0.17763", "build": 17763,
                 "productType": "server", "architecture": "x64"}, "hotfixes": []}""";
        ask(AgentGiven.enrolled("available").sends(windows), "")
                .body("items", hasSize(0))
                .body("reason", equalTo("no-repository"));
        ask(AgentGiven.enrolled("available"), "").body("reason", equalTo("no-inventory"));
        admin().get("/api/v1/hosts/" + UUID.randomUUID() + "/available").then().statusCode(404);
        nobody().get("/api/v1/hosts/" + UUID.randomUUID() + "/available").then().statusCode(401);
    }

    @Test
    void debs_are_compared_by_dpkgs_order_and_backports_only_follow_themselves() {
        String name = AgentGiven.unique("pkg");
        for (String[] archive :
                new String[][] {{"", "1.0-2"}, {"-security", "1.0-2+deb1u1"}, {"-backports", "2.0-1~bpo1"}}) {
            String packages = "Package: %s\nArchitecture: amd64\nVersion: %s\n\n".formatted(name, archive[1]);
            Imports.succeeded(
                    "format=debian&filename=Packages&for=debian:98&mirror=" + mirror + archive[0],
                    packages.getBytes(StandardCharsets.UTF_8));
        }
        deb(name, "1.0-1")
                .body("items.candidate", contains("1.0-2+deb1u1"))
                .body("items.origin", contains(mirror + "-security"))
                .body("items.security", contains(true));
        deb(name, "2.0-1~bpo0").body("items.candidate", contains("2.0-1~bpo1")).body("items.security", contains(false));
        deb(name, "2.0-1").body("items", empty());
    }

    private ValidatableResponse deb(String name, String version) {
        String document = """
                {"os": {"family": "linux", "id": "debian", "versionId": "98", "architecture": "x86_64"},
                 "repositories": ["%1$s", "%1$s-security", "%1$s-backports"],
                 "debs": [{"name": "%2$s", "version": "%3$s", "arch": "amd64"}]}""".formatted(mirror, name, version);
        return ask(AgentGiven.enrolled("available").sends(document), "");
    }
}
