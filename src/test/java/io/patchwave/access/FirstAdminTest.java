package io.patchwave.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchwave.Given;
import io.patchwave.ServerTest;
import io.patchwave.platform.config.DataFolder;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The first start, played in transactions that are rolled back. */
@ServerTest
class FirstAdminTest {
    @Inject
    FirstAdmin firstAdmin;

    @Inject
    Users users;

    @Inject
    Passwords passwords;

    @Inject
    DataFolder folder;

    @AfterEach
    void removeFile() throws Exception {
        Files.deleteIfExists(file());
    }

    @Test
    void without_a_setting_the_password_lies_in_a_file_only_the_server_can_read() throws Exception {
        String hash = firstStart(Optional.empty());

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        assertThat(passwords.matches(Files.readString(file()).strip(), hash)).isTrue();
    }

    @Test
    void with_a_setting_there_is_no_file() {
        String hash = firstStart(Optional.of("from the setting"));

        assertThat(file()).doesNotExist();
        assertThat(passwords.matches("from the setting", hash)).isTrue();
    }

    @Test
    void a_later_start_changes_nothing() {
        firstAdmin.ensure(Optional.of("another"));

        assertThat(file()).doesNotExist();
        Given.admin().get("/api/v1/me").then().statusCode(200);
    }

    @Test
    void the_file_goes_with_the_first_change_of_the_password() {
        folder.writeSecret(FirstAdmin.FILE, "x".getBytes(StandardCharsets.UTF_8));

        Given.admin()
                .body("{\"current\":\"%s\",\"password\":\"%s\"}".formatted(Given.ADMIN_PASSWORD, Given.ADMIN_PASSWORD))
                .put("/api/v1/me/password")
                .then()
                .statusCode(204);

        assertThat(file()).doesNotExist();
    }

    private String firstStart(Optional<String> setting) {
        QuarkusTransaction.begin();
        try {
            users.deleteAll();
            firstAdmin.ensure(setting);
            return users.named(FirstAdmin.USERNAME).orElseThrow().passwordHash();
        } finally {
            QuarkusTransaction.rollback();
        }
    }

    private Path file() {
        return folder.root().resolve(FirstAdmin.FILE);
    }
}
