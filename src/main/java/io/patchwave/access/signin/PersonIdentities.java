package io.patchwave.access.signin;

import io.patchwave.access.ApiTokenService;
import io.patchwave.access.UserService;
import io.patchwave.platform.id.Secrets;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** People's verified credentials, remembered for 60 s at most so that not every request costs an Argon2 run. */
@ApplicationScoped
class PersonIdentities {
    private static final Duration REMEMBERED = Duration.ofSeconds(60);
    private static final int MOST = 10_000;

    private final RecentMap<String, Known> known = new RecentMap<>(MOST);
    private final byte[] salt = new byte[32];
    private final UserService users;
    private final ApiTokenService tokens;
    private final Changes changes;
    private final Clock clock;

    PersonIdentities(UserService users, ApiTokenService tokens, Changes changes, Clock clock) {
        this.users = users;
        this.tokens = tokens;
        this.changes = changes;
        this.clock = clock;
        new SecureRandom().nextBytes(salt);
    }

    private record Known(SecurityIdentity identity, long generation, Instant until) {}

    /** The key of a password: a hash with a salt of this process, so that memory holds nothing to be guessed elsewhere. */
    String keyOf(String username, String password) {
        MessageDigest digest = Secrets.digest();
        digest.update(salt);
        digest.update(username.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        digest.update(password.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The person of this key (see {@link #keyOf}, or the SHA-256 of an API token) if memory knows them. */
    @Nullable SecurityIdentity known(String key) {
        Known found = known.get(key);
        return found != null
                        && found.generation() == changes.peopleGeneration()
                        && clock.instant().isBefore(found.until())
                ? found.identity()
                : null;
    }

    /** Checks a password; null when it is wrong. Slow. */
    @Nullable SecurityIdentity verify(String key, String username, String password) {
        long generation = changes.peopleGeneration();
        return users.verify(username, password)
                .map(user -> Identities.ofPerson(user.username(), user.role()))
                .map(identity -> remember(key, identity, generation, null))
                .orElse(null);
    }

    /** Looks an API token up by its SHA-256; null when it opens nothing. */
    @Nullable SecurityIdentity load(String hash) {
        long generation = changes.peopleGeneration();
        return tokens.opens(hash)
                .map(token -> remember(
                        hash, Identities.ofPerson(token.username(), token.role()), generation, token.expiresAt()))
                .orElse(null);
    }

    private SecurityIdentity remember(
            String key, SecurityIdentity identity, long generation, @Nullable Instant expiresAt) {
        Instant until = clock.instant().plus(REMEMBERED);
        known.put(
                key,
                new Known(identity, generation, expiresAt != null && expiresAt.isBefore(until) ? expiresAt : until));
        return identity;
    }
}
