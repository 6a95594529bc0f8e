package io.patchwave.access;

import io.patchwave.audit.AuditTrail;
import io.patchwave.platform.config.DataFolder;
import io.patchwave.platform.database.Revisions;
import io.patchwave.platform.id.Ids;
import io.patchwave.platform.problem.ProblemException;
import io.patchwave.platform.security.CurrentActor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/** The door to users. */
@ApplicationScoped
public class UserService {
    /** Name of the revision that moves when users or API tokens change, so that cached credentials are dropped. */
    public static final String REVISION = "access-people";

    private static final Logger LOG = Logger.getLogger(UserService.class);
    private static final Pattern USERNAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");
    private static final int SHORTEST = 8;
    private static final int LONGEST = 256;

    private final Users users;
    private final ApiTokens tokens;
    private final Passwords passwords;
    private final AuditTrail audit;
    private final Revisions revisions;
    private final CurrentActor actor;
    private final DataFolder folder;
    private final Ids ids;
    private final Clock clock;
    private final String nobodysHash;

    UserService(
            Users users,
            ApiTokens tokens,
            Passwords passwords,
            AuditTrail audit,
            Revisions revisions,
            CurrentActor actor,
            DataFolder folder,
            Ids ids,
            Clock clock) {
        this.users = users;
        this.tokens = tokens;
        this.passwords = passwords;
        this.audit = audit;
        this.revisions = revisions;
        this.actor = actor;
        this.folder = folder;
        this.ids = ids;
        this.clock = clock;
        this.nobodysHash = passwords.hash("nobody has this password");
    }

    /** All users by name. */
    @Transactional
    public List<UserView> list() {
        return users.byName().stream().map(User::view).toList();
    }

    /** The user of that name, if there is one. */
    @Transactional
    public Optional<UserView> find(String username) {
        return users.named(username).map(User::view);
    }

    /** Makes a user; the name taken is 409. */
    @Transactional
    public UserView create(String username, String password, Role role) {
        if (!USERNAME.matcher(username).matches()) {
            throw ProblemException.invalid(
                    "username", "must be 1 to 64 letters, digits, dots, dashes, underscores or @");
        }
        requireGoodPassword("password", password);
        if (users.named(username).isPresent()) {
            throw new ProblemException(
                    AccessProblem.USERNAME_TAKEN, "There is a user " + username + " already; take another name.");
        }
        User user = new User(ids.next(), username, passwords.hash(password), role, clock.instant());
        users.persistAndFlush(user);
        audit.record("user.created", "user:" + user.id(), Map.of("username", username, "role", role.text()));
        return user.view();
    }

    /** Removes a user with all API tokens of theirs; they open nothing from now on. */
    @Transactional
    public void delete(UUID id) {
        User user = users.findByIdOptional(id).orElseThrow(() -> ProblemException.notFound("user", id));
        if (user.role() == Role.ADMIN && users.adminsLocked().size() == 1) {
            throw new ProblemException(
                    AccessProblem.LAST_ADMIN, user.username() + " is the last admin; make another admin first.");
        }
        tokens.deleteOf(user.id());
        users.delete(user);
        users.flush();
        audit.record("user.deleted", "user:" + id, Map.of("username", user.username()));
        revisions.bump(REVISION);
    }

    /** Changes one's own password; the first change of the first admin's removes the file it was written to. */
    @Transactional
    public void changePassword(String current, String fresh) {
        String username = actor.actor().name();
        User user = users.named(username).orElseThrow(() -> ProblemException.notFound("user", username));
        if (!passwords.matches(current, user.passwordHash())) {
            throw new ProblemException(AccessProblem.WRONG_PASSWORD, "`current` is not your present password.");
        }
        requireGoodPassword("password", fresh);
        user.changePassword(passwords.hash(fresh));
        users.flush();
        audit.record("user.password-changed", "user:" + user.id(), Map.of("username", username));
        revisions.bump(REVISION);
        if (username.equals(FirstAdmin.USERNAME)) {
            deleteFirstPassword();
        }
    }

    /** The user whose password this is. Slow by design: call it on a thread that may wait. */
    public Optional<UserView> verify(String username, String password) {
        Optional<User> user = load(username);
        boolean right = passwords.matches(password, user.map(User::passwordHash).orElse(nobodysHash));
        return right ? user.map(User::view) : Optional.empty();
    }

    @Transactional
    Optional<User> load(String username) {
        return users.named(username);
    }

    private void deleteFirstPassword() {
        try {
            Files.deleteIfExists(folder.root().resolve(FirstAdmin.FILE));
        } catch (IOException e) {
            LOG.warnf("cannot delete the first password's file, delete it by hand: %s", e.getMessage());
        }
    }

    private static void requireGoodPassword(String field, String password) {
        if (password.length() < SHORTEST || password.length() > LONGEST) {
            throw ProblemException.invalid(field, "must have 8 to 256 characters");
        }
    }
}
