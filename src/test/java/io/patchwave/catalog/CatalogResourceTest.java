package io.patchwave.catalog;

import static io.patchwave.Given.admin;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;

import io.patchwave.ServerTest;
import org.junit.jupiter.api.Test;

/** What a fresh server answers. */
@ServerTest
class CatalogResourceTest {
    @Test
    void ms17_010_ships_with_the_server() {
        admin().get("/api/v1/advisories/MS17-010")
                .then()
                .statusCode(200)
                .body("severity", equalTo("critical"))
                .body("kev", equalTo(true))
                .body("cves.id", hasItems("CVE-2017-0143", "CVE-2017-0148"))
                .body("cves.find { it.id == 'CVE-2017-0144' }.kevAdded", equalTo("2022-02-10"))
                .body("cves.find { it.id == 'CVE-2017-0144' }.ransomware", equalTo(true))
                .body("remedies.id", hasItems("KB4012598", "KB4012213"))
                .body("documents.kind", hasItem("shipped"));
    }

    @Test
    void its_cves_are_advisories_of_their_own() {
        admin().get("/api/v1/advisories/CVE-2017-0144").then().statusCode(200).body("source", equalTo("msrc"));
    }

    @Test
    void meta_names_the_catalog() {
        admin().get("/api/v1/meta").then().statusCode(200).body("catalogRevision", greaterThan(0));
    }

    @Test
    void advisories_are_found_by_word_cve_and_kev() {
        admin().get("/api/v1/advisories?q=ms17-010&kev=true&count=true")
                .then()
                .statusCode(200)
                .body("items.id", contains("MS17-010"))
                .body("count", equalTo(1));
        admin().get("/api/v1/advisories?cve=cve-2017-0145&sort=id")
                .then()
                .statusCode(200)
                .body("items.id", hasItems("CVE-2017-0145", "MS17-010"));
    }

    @Test
    void pages_follow_each_other_in_every_order() {
        for (String sort : new String[] {"id", "published", "severity", "epss"}) {
            String next = admin().get("/api/v1/advisories?cve=CVE-2017-0145&limit=1&sort=" + sort)
                    .then()
                    .statusCode(200)
                    .extract()
                    .path("next");
            admin().get("/api/v1/advisories?cve=CVE-2017-0145&limit=1&sort=" + sort + "&after=" + next)
                    .then()
                    .statusCode(200)
                    .body("items.size()", equalTo(1))
                    .body("next", equalTo(null));
        }
    }

    @Test
    void a_word_no_filter_knows_is_refused() {
        admin().get("/api/v1/advisories?severity=grave").then().statusCode(400);
        admin().get("/api/v1/advisories?sort=colour").then().statusCode(400);
        admin().get("/api/v1/advisories?kev=perhaps").then().statusCode(400);
    }

    @Test
    void mitigations_are_listed_with_what_they_check() {
        admin().get("/api/v1/mitigations")
                .then()
                .statusCode(200)
                .body("items.id", hasItems("block-445-in", "smb1-off"))
                .body("items.find { it.id == 'smb1-off' }.check[0].fact", equalTo("smb1"));
    }

    @Test
    void an_unknown_advisory_is_404() {
        admin().get("/api/v1/advisories/CVE-1999-9999999")
                .then()
                .statusCode(404)
                .body("type", equalTo("/problems/not-found"));
    }
}
