package io.patchwave.access;

import io.patchwave.audit.AuditTrail;
import io.patchwave.platform.id.Ids;
import io.patchwave.platform.id.Secrets;
import io.patchwave.platform.keys.SigningKeys;
import io.patchwave.platform.paging.Page;
import io.patchwave.platform.paging.PageRequest;
import io.patchwave.platform.problem.ProblemException;
import io.patchwave.platform.security.CurrentActor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The door to enrolment tokens: what lets a machine in. */
@ApplicationScoped
public class EnrollmentTokens {
    /** What every enrolment token begins with. */
    public static final String PREFIX = "pwe_";
    /** How long a token lives when its maker does not say. */
    public static final Duration DEFAULT_LIFE = Duration.ofDays(7);

    private static final Duration REPEAT_WITHIN = Duration.ofHours(24);
    private static final int MOST_TAGS = 50;

    private final EnrollmentTokenRows rows;
    private final SigningKeys keys;
    private final AuditTrail audit;
    private final CurrentActor actor;
    private final Ids ids;
    private final Clock clock;

    EnrollmentTokens(
            EnrollmentTokenRows rows, SigningKeys keys, AuditTrail audit, CurrentActor actor, Ids ids, Clock clock) {
        this.rows = rows;
        this.keys = keys;
        this.audit = audit;
        this.actor = actor;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * What a new token shall be.
     *
     * @param expiresAt null for {@link #DEFAULT_LIFE} from now
     * @param maxUses at least 1; null for any number
     * @param hostId the one host it may enrol (admins only), or null
     */
    public record Wish(
            String description,
            @Nullable Instant expiresAt,
            @Nullable Integer maxUses,
            List<String> tags,
            @Nullable UUID hostId) {}

    /** A token just made; the secret is not to be had again. */
    public record Created(EnrollmentTokenView view, String secret) {}

    /** Makes a token; {@code admin} says whether the caller may make one for a given host. */
    @Transactional
    public Created create(Wish wish, boolean admin) {
        if (wish.hostId() != null && !admin) {
            throw new ProblemException(
                    AccessProblem.HOST_TOKEN_NEEDS_ADMIN,
                    "A token for a given host hands that host over; ask an admin, or leave `hostId` out.");
        }
        Instant now = clock.instant();
        check(wish, now);
        Instant expiresAt = wish.expiresAt() == null ? now.plus(DEFAULT_LIFE) : wish.expiresAt();
        String secret = Secrets.create(PREFIX);
        EnrollmentTokenView view = new EnrollmentTokenView(
                ids.next(),
                wish.description(),
                actor.actor().name(),
                now,
                expiresAt,
                null,
                wish.maxUses(),
                0,
                wish.tags(),
                wish.hostId(),
                keys.fingerprint());
        rows.insert(view, Secrets.sha256(secret));
        audit.record(
                "enrollment-token.created",
                "enrollment-token:" + view.id(),
                Map.of(
                        "description",
                        view.description(),
                        "expiresAt",
                        view.expiresAt(),
                        "maxUses",
                        wish.maxUses() == null ? "unlimited" : wish.maxUses(),
                        "hostId",
                        wish.hostId() == null ? "any" : wish.hostId()));
        return new Created(view, secret);
    }

    /** All tokens, newest first, closed ones too. */
    @Transactional
    public Page<EnrollmentTokenView> list(PageRequest page, boolean count) {
        Page<EnrollmentTokenView> found = Page.of(rows.page(page), page, token -> new Object[] {token.id()});
        return new Page<>(found.items(), found.next(), count ? rows.count() : null);
    }

    /** One token. */
    @Transactional
    public EnrollmentTokenView require(UUID id) {
        return rows.find(id).orElseThrow(() -> ProblemException.notFound("enrollment token", id));
    }

    /** Revokes a token; to do it again changes nothing. */
    @Transactional
    public void revoke(UUID id) {
        require(id);
        if (rows.revoke(id, clock.instant())) {
            audit.record("enrollment-token.revoked", "enrollment-token:" + id, Map.of());
        }
    }

    /**
     * Uses a token once, in the caller's transaction: rolled back with it, and of several that race for the last use only
     * as many win as there are uses. The same token, machine and nonce within 24 h is the lost answer asked for again and
     * counts no use, even when the token is used up by now.
     *
     * @param secret the text of the Bearer header
     * @param machineId as the agent sent it
     * @param nonce as the agent sent it; without one every call is a use
     * @throws ProblemException 401 when the token is unknown, expired, used up or revoked
     */
    @Transactional
    public EnrollmentGrant use(String secret, String machineId, @Nullable String nonce) {
        if (!Secrets.wellFormed(PREFIX, secret)) {
            throw refused("is none of this server's: check for a typing error");
        }
        Instant now = clock.instant();
        EnrollmentTokenView token = rows.lock(Secrets.sha256(secret)).orElseThrow(() -> refused("is unknown"));
        if (nonce != null
                && token.revokedAt() == null
                && rows.used(token.id(), machineId, nonce, now.minus(REPEAT_WITHIN))) {
            return new EnrollmentGrant(token.id(), token.tags(), token.hostId(), true);
        }
        if (token.closed(now) || !rows.count(token.id(), now)) {
            throw refused("is expired, used up or revoked: ask for a new one");
        }
        rows.insertUse(ids.next(), token.id(), machineId, nonce, now);
        return new EnrollmentGrant(token.id(), token.tags(), token.hostId(), false);
    }

    private static ProblemException refused(String why) {
        return new ProblemException(AccessProblem.ENROLLMENT_TOKEN_INVALID, "The enrolment token " + why + ".")
                .withHeader("WWW-Authenticate", "Bearer realm=\"patchwave\"");
    }

    private static void check(Wish wish, Instant now) {
        if (wish.description().isBlank() || wish.description().length() > 500) {
            throw ProblemException.invalid("description", "must have 1 to 500 characters");
        }
        if (wish.expiresAt() != null && !wish.expiresAt().isAfter(now)) {
            throw ProblemException.invalid("expiresAt", "must lie in the future");
        }
        if (wish.maxUses() != null && wish.maxUses() < 1) {
            throw ProblemException.invalid("maxUses", "must be at least 1; leave it out for any number");
        }
        if (wish.tags().size() > MOST_TAGS) {
            throw ProblemException.invalid("tags", "at most 50 tags");
        }
        for (int i = 0; i < wish.tags().size(); i++) {
            if (wish.tags().get(i).isBlank() || wish.tags().get(i).length() > 100) {
                throw ProblemException.invalid("tags[" + i + "]", "must have 1 to 100 characters");
            }
        }
    }
}
