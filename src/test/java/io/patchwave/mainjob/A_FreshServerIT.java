package io.patchwave.mainjob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItems;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The main job, 1: a server starts on an empty machine and already knows MS17-010. */
@Order(1)
class A_FreshServerIT {
    private final Server server = Server.running();

    @Test
    void the_first_password_lies_in_a_file_only_the_server_may_read() throws IOException {
        assertThat(Files.getPosixFilePermissions(server.data().resolve("initial-admin-password")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void the_log_says_where_the_password_lies_and_never_what_it_is() {
        assertThat(server.log()).contains("initial-admin-password").doesNotContain(server.adminPassword());
    }

    @Test
    void the_first_admin_signs_in() {
        server.admin().get("/api/v1/me").then().statusCode(200).body("username", equalTo("admin"));
    }

    @Test
    void nobody_reads_hosts() {
        server.nobody()
                .get("/api/v1/hosts")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .body("type", equalTo("/problems/unauthorized"));
    }

    @Test
    void ms17_010_is_known_before_anything_is_imported() {
        server.admin()
                .get("/api/v1/advisories/MS17-010")
                .then()
                .statusCode(200)
                .body("id", equalTo("MS17-010"))
                .body("cves.id", hasItems("CVE-2017-0144", "CVE-2017-0148"));
    }

    @Test
    void it_says_which_catalog_it_answers_from() {
        server.admin().get("/api/v1/meta").then().statusCode(200).body("catalogRevision", greaterThan(0));
    }
}
