package io.patchwave.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.agroal.api.AgroalDataSource;
import io.patchwave.Given;
import io.patchwave.ServerTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@ServerTest
class AuditTest {
    @Inject
    AgroalDataSource database;

    @Test
    void an_act_is_recorded_with_its_actor_and_sealed() {
        String token = enrollmentToken();

        String subject = "enrollment-token:" + token;
        Given.auditor().get("/api/v1/audit/verify").then().statusCode(200).body("ok", equalTo(true));
        Given.auditor()
                .queryParam("subject", subject)
                .get("/api/v1/audit/events")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].actor.kind", equalTo("user"))
                .body("items[0].actor.name", equalTo("admin"))
                .body("items[0].action", equalTo("enrollment-token.created"))
                .body("items[0].details.description", equalTo("audited"))
                .body("items[0].block", greaterThan(0));
    }

    @Test
    void the_untouched_log_verifies() {
        enrollmentToken();
        Given.admin()
                .get("/api/v1/audit/verify")
                .then()
                .statusCode(200)
                .body("ok", equalTo(true))
                .body("problems", empty())
                .body("blocks", greaterThan(0))
                .body("entries", greaterThan(0))
                .body("head.hash.length()", equalTo(64));
    }

    @Test
    void a_changed_entry_is_found_and_named() throws SQLException {
        String subject = sealedSubject();
        String was = text("select details from audit_entry where subject = ?", subject);
        change("update audit_entry set details = ? where subject = ?", "{\"description\":\"nothing\"}", subject);
        try {
            Given.auditor()
                    .get("/api/v1/audit/verify")
                    .then()
                    .statusCode(200)
                    .body("ok", equalTo(false))
                    .body("problems", hasItem(containsString("was changed")));
        } finally {
            change("update audit_entry set details = ? where subject = ?", was, subject);
        }
    }

    @Test
    void an_entry_moved_out_of_its_block_is_found() throws SQLException {
        String subject = sealedSubject();
        String block = text("select block from audit_entry where subject = ?", subject);
        change("update audit_entry set block = 0 where subject = ?", subject);
        try {
            Given.auditor()
                    .get("/api/v1/audit/verify")
                    .then()
                    .body("ok", equalTo(false))
                    .body("problems", hasItem(containsString("block " + block)));
        } finally {
            change("update audit_entry set block = cast(? as bigint) where subject = ?", block, subject);
        }
    }

    @Test
    void a_kept_head_must_still_be_in_the_chain() {
        int block = Given.admin().get("/api/v1/audit/verify").path("head.block");
        String hash = Given.admin().get("/api/v1/audit/verify").path("head.hash");
        enrollmentToken();

        Given.admin()
                .queryParam("block", block)
                .queryParam("hash", hash)
                .get("/api/v1/audit/verify")
                .then()
                .body("ok", equalTo(true));
        Given.admin()
                .queryParam("block", block)
                .queryParam("hash", "f".repeat(64))
                .get("/api/v1/audit/verify")
                .then()
                .body("ok", equalTo(false));
    }

    @Test
    void events_page_newest_first_without_repeating() {
        enrollmentToken();
        enrollmentToken();
        var first = Given.admin()
                .queryParam("limit", 1)
                .queryParam("action", "enrollment-token.created")
                .get("/api/v1/audit/events");
        String next = first.path("next");
        String id = first.path("items[0].id");

        Given.admin()
                .queryParam("limit", 1)
                .queryParam("action", "enrollment-token.created")
                .queryParam("after", next)
                .queryParam("count", true)
                .get("/api/v1/audit/events")
                .then()
                .statusCode(200)
                .body("items.id", everyItem(not(equalTo(id))))
                .body("count", greaterThan(1));
    }

    @Test
    void a_cursor_of_another_filter_is_refused() {
        enrollmentToken();
        enrollmentToken();
        String next =
                Given.admin().queryParam("limit", 1).get("/api/v1/audit/events").path("next");
        Given.admin()
                .queryParam("after", next)
                .queryParam("actor", "admin")
                .get("/api/v1/audit/events")
                .then()
                .statusCode(400)
                .body("type", equalTo("/problems/cursor-mismatch"));
    }

    @Test
    void a_time_that_is_none_is_named() {
        Given.admin()
                .queryParam("from", "yesterday")
                .get("/api/v1/audit/events")
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo("from"));
    }

    @Test
    void nobody_reads_the_log() {
        Given.nobody().get("/api/v1/audit/events").then().statusCode(401);
        Given.nobody().get("/api/v1/audit/verify").then().statusCode(401);
    }

    private String sealedSubject() {
        String subject = "enrollment-token:" + enrollmentToken();
        Given.admin().get("/api/v1/audit/verify").then().body("ok", equalTo(true));
        return subject;
    }

    private static String enrollmentToken() {
        String id = Given.admin()
                .body("{\"description\":\"audited\"}")
                .post("/api/v1/enrollment-tokens")
                .path("id");
        assertThat(UUID.fromString(id)).isNotNull();
        return id;
    }

    private String text(String statement, String parameter) throws SQLException {
        try (Connection connection = database.getConnection();
                var prepared = connection.prepareStatement(statement)) {
            prepared.setString(1, parameter);
            try (var rows = prepared.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }

    private void change(String statement, String... parameters) throws SQLException {
        try (Connection connection = database.getConnection();
                var prepared = connection.prepareStatement(statement)) {
            for (int i = 0; i < parameters.length; i++) {
                prepared.setString(i + 1, parameters[i]);
            }
            assertThat(prepared.executeUpdate()).isEqualTo(1);
        }
    }
}
