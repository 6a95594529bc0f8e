package io.patchwave.access;

import io.patchwave.audit.AuditTrail;
import io.patchwave.platform.database.Revisions;
import io.patchwave.platform.id.Ids;
import io.patchwave.platform.id.Secrets;
import io.patchwave.platform.problem.ProblemException;
import io.patchwave.platform.security.CurrentActor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The door to API tokens. Everybody handles their own, admins everybody's. */
@ApplicationScoped
public class ApiTokenService {
    /** What every API token begins with. */
    public static final String PREFIX = "pwu_";

    private static final int LONGEST_NAME = 200;

    private final ApiTokens tokens;
    private final Users users;
    private final AuditTrail audit;
    private final Revisions revisions;
    private final CurrentActor actor;
    private final Ids ids;
    private final Clock clock;

    ApiTokenService(
            ApiTokens tokens,
            Users users,
            AuditTrail audit,
            Revisions revisions,
            CurrentActor actor,
            Ids ids,
            Clock clock) {
        this.tokens = tokens;
        this.users = users;
        this.audit = audit;
        this.revisions = revisions;
        this.actor = actor;
        this.ids = ids;
        this.clock = clock;
    }

    /** A token just made; the secret is not to be had again. */
    public record Created(ApiTokenView view, String secret) {}

    /**
     * Makes a token for the current user.
     *
     * @param present the role the caller acts in now; a higher one is refused
     * @param wanted the token's role; null for {@code present}
     * @param expiresAt null for never
     */
    @Transactional
    public Created create(String name, Role present, @Nullable Role wanted, @Nullable Instant expiresAt) {
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            throw ProblemException.invalid("name", "must have 1 to 200 characters");
        }
        Instant now = clock.instant();
        if (expiresAt != null && !expiresAt.isAfter(now)) {
            throw ProblemException.invalid("expiresAt", "must lie in the future");
        }
        Role role = wanted == null ? present : wanted;
        if (!present.covers(role)) {
            throw new ProblemException(
                    AccessProblem.ROLE_TOO_HIGH,
                    "You act as %s and cannot make a token for %s.".formatted(present.text(), role.text()));
        }
        User user = me();
        String secret = Secrets.create(PREFIX);
        ApiToken token = new ApiToken(ids.next(), user.id(), name, role, Secrets.sha256(secret), now, expiresAt);
        tokens.persistAndFlush(token);
        audit.record("token.created", "token:" + token.id(), Map.of("name", name, "role", role.text()));
        return new Created(token.view(user.username()), secret);
    }

    /** The current user's tokens, oldest first. */
    @Transactional
    public List<ApiTokenView> own() {
        User user = me();
        return tokens.of(user.id()).stream()
                .map(token -> token.view(user.username()))
                .toList();
    }

    /** Everybody's tokens, oldest first. */
    @Transactional
    public List<ApiTokenView> all() {
        Map<UUID, String> names = users.byName().stream().collect(Collectors.toMap(User::id, User::username));
        return tokens.all().stream()
                .map(token -> token.view(names.getOrDefault(token.userId(), "")))
                .toList();
    }

    /** Revokes a token; it opens nothing from now on. Another's is not found, except for an admin. */
    @Transactional
    public void revoke(UUID id, boolean anybodys) {
        ApiToken token = tokens.findByIdOptional(id)
                .filter(found -> anybodys || found.userId().equals(me().id()))
                .orElseThrow(() -> ProblemException.notFound("token", id));
        tokens.delete(token);
        tokens.flush();
        audit.record("token.revoked", "token:" + id, Map.of());
        revisions.bump(UserService.REVISION);
    }

    /** The token with that SHA-256, if it opens something now. */
    @Transactional
    public Optional<ApiTokenView> opens(String hash) {
        return tokens.withHash(hash)
                .flatMap(token -> users.findByIdOptional(token.userId()).map(user -> token.view(user.username())))
                .filter(view -> !view.expired(clock.instant()));
    }

    private User me() {
        String username = actor.actor().name();
        return users.named(username).orElseThrow(() -> ProblemException.notFound("user", username));
    }
}
