package io.patchwave.access;

import io.patchwave.audit.AuditTrail;
import io.patchwave.platform.config.DataFolder;
import io.patchwave.platform.config.PatchwaveConfig;
import io.patchwave.platform.id.Ids;
import io.patchwave.platform.id.Secrets;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.io.Console;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Makes the user {@code admin} at the very first start. Without a password by setting a random one is written to a file only
 * the server's user can read; its path is logged, its value shown on a terminal only.
 */
@ApplicationScoped
class FirstAdmin {
    static final String USERNAME = "admin";
    static final String FILE = "initial-admin-password";
    private static final Logger LOG = Logger.getLogger(FirstAdmin.class);

    private final Users users;
    private final Passwords passwords;
    private final AuditTrail audit;
    private final PatchwaveConfig config;
    private final DataFolder folder;
    private final Ids ids;
    private final Clock clock;
    private final int port;

    FirstAdmin(
            Users users,
            Passwords passwords,
            AuditTrail audit,
            PatchwaveConfig config,
            DataFolder folder,
            Ids ids,
            Clock clock,
            @ConfigProperty(name = "quarkus.http.port") int port) {
        this.users = users;
        this.passwords = passwords;
        this.audit = audit;
        this.config = config;
        this.folder = folder;
        this.ids = ids;
        this.clock = clock;
        this.port = port;
    }

    void ensure(@Observes @Priority(20) StartupEvent start) {
        ensure(config.adminPassword().filter(text -> !text.isBlank()));
    }

    /** Several servers may start at once on an empty database: one of them inserts, and only that one writes the file. */
    @Transactional
    void ensure(Optional<String> setting) {
        if (users.count() > 0) {
            return;
        }
        String password = setting.orElseGet(() -> Secrets.create("").substring(0, 24));
        User admin = new User(ids.next(), USERNAME, passwords.hash(password), Role.ADMIN, clock.instant());
        if (!users.insertIfNew(admin, clock.instant())) {
            return;
        }
        audit.record("user.created", "user:" + admin.id(), Map.of("username", USERNAME, "role", Role.ADMIN.text()));
        if (setting.isEmpty()) {
            announce(folder.writeSecret(FILE, (password + "\n").getBytes(StandardCharsets.UTF_8)), password);
        }
    }

    private void announce(Path file, String password) {
        LOG.infof(
                "First start: sign in at http://localhost:%d/ as user %s. The password lies in %s (look: cat %s);"
                        + " the file is deleted when you change the password.",
                port, USERNAME, file, file);
        Console console = System.console();
        if (console != null && terminal(console)) {
            console.printf("%nUser %s, password %s%n%n", USERNAME, password);
        }
    }

    /** From Java 22 on there is a console without a terminal, too; {@code Console.isTerminal} tells. */
    private static boolean terminal(Console console) {
        try {
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
