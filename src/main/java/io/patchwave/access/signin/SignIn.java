package io.patchwave.access.signin;

import io.patchwave.access.AgentTokens;
import io.patchwave.access.ApiTokenService;
import io.patchwave.platform.id.Secrets;
import io.patchwave.platform.problem.PlatformProblem;
import io.patchwave.platform.problem.ProblemException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Who calls? {@code /agent/v1} and {@code /content} take an agent's token only, {@code /api} and {@code /q} a person's API
 * token or user name and password; other paths are none of this mechanism's business, and {@code /agent/v1/enroll} checks
 * its enrolment token itself. Known callers are answered on the event loop without a look at the database.
 */
@ApplicationScoped
class SignIn implements HttpAuthenticationMechanism {
    private static final Logger LOG = Logger.getLogger(SignIn.class);
    private static final String CHALLENGE = "WWW-Authenticate";
    private static final String OF_AGENTS = "Bearer realm=\"patchwave-agents\"";
    private static final String OF_PEOPLE = "Basic realm=\"patchwave\", charset=\"UTF-8\"";
    private static final String ENROLL = "/agent/v1/enroll";

    private final AgentIdentities agents;
    private final PersonIdentities people;
    private final FailedSignIns failures;
    private final Changes changes;

    SignIn(AgentIdentities agents, PersonIdentities people, FailedSignIns failures, Changes changes) {
        this.agents = agents;
        this.people = people;
        this.failures = failures;
        this.changes = changes;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager unused) {
        String header = context.request().getHeader("Authorization");
        String path = context.normalizedPath();
        if (header == null || path.equals(ENROLL)) {
            return nobody();
        }
        if (ofAgents(path)) {
            return agent(context, after("Bearer ", header));
        }
        if (!path.startsWith("/api/") && !path.startsWith("/q/")) {
            return nobody();
        }
        String token = after("Bearer ", header);
        return token != null ? program(context, token) : person(context, after("Basic ", header));
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().item(new ChallengeData(401, CHALLENGE, challenge(context)));
    }

    private Uni<SecurityIdentity> agent(RoutingContext context, @Nullable String token) {
        if (token == null || !Secrets.wellFormed(AgentTokens.PREFIX, token)) {
            return turnAway(context);
        }
        if (changes.blind()) {
            return unavailable(context);
        }
        String hash = Secrets.sha256(token);
        AgentIdentities.Known known = agents.known(hash);
        if (known != null) {
            return admit(context, known);
        }
        if (agents.inVain(hash)) {
            return turnAway(context);
        }
        if (mustWait(context, FailedSignIns.AGENTS)) {
            return nobody();
        }
        return onWorker(context, () -> agents.load(hash))
                .flatMap(found -> found == null ? refuse(context, FailedSignIns.AGENTS) : admit(context, found));
    }

    /**
     * Refuses an agent without a look-up; counted, but not held against its address: many hosts behind one address, some of
     * them retired, must not shut the others out.
     */
    private Uni<SecurityIdentity> turnAway(RoutingContext context) {
        failures.count();
        return unauthorized(context);
    }

    private Uni<SecurityIdentity> admit(RoutingContext context, AgentIdentities.Known agent) {
        long wait = agent.rate().take(System.nanoTime());
        return wait == 0 ? Uni.createFrom().item(agent.identity()) : tooMany(context, wait / 1_000_000_000L + 1);
    }

    private Uni<SecurityIdentity> program(RoutingContext context, String token) {
        if (!Secrets.wellFormed(ApiTokenService.PREFIX, token)) {
            return refuse(context, "");
        }
        String hash = Secrets.sha256(token);
        SecurityIdentity known = people.known(hash);
        if (known != null) {
            return Uni.createFrom().item(known);
        }
        return mustWait(context, "")
                ? nobody()
                : onWorker(context, () -> people.load(hash))
                        .flatMap(found -> found == null
                                ? refuse(context, "")
                                : Uni.createFrom().item(found));
    }

    private Uni<SecurityIdentity> person(RoutingContext context, @Nullable String encoded) {
        String pair = encoded == null ? null : decode(encoded);
        int colon = pair == null ? -1 : pair.indexOf(':');
        if (pair == null || colon < 1) {
            return refuse(context, "");
        }
        String username = pair.substring(0, colon);
        String password = pair.substring(colon + 1);
        String key = people.keyOf(username, password);
        SecurityIdentity known = people.known(key);
        if (known != null) {
            return Uni.createFrom().item(known);
        }
        return mustWait(context, username)
                ? nobody()
                : onWorker(context, () -> people.verify(key, username, password))
                        .flatMap(found -> found == null
                                ? refuse(context, username)
                                : Uni.createFrom().item(found));
    }

    /** Runs on a worker and comes back to the request's own context; a database that does not answer is 503. */
    private <T> Uni<T> onWorker(RoutingContext context, Callable<@Nullable T> work) {
        return Uni.createFrom()
                .completionStage(
                        () -> context.vertx().executeBlocking(work, false).toCompletionStage())
                .onFailure()
                .recoverWithItem(e -> {
                    if (!(e instanceof ProblemException)) {
                        LOG.errorf(e, "credentials cannot be checked");
                    }
                    unavailable(context);
                    return null;
                });
    }

    private boolean mustWait(RoutingContext context, String username) {
        long seconds = failures.waitSeconds(address(context), username);
        if (seconds > 0) {
            tooMany(context, seconds);
        }
        return seconds > 0;
    }

    private Uni<SecurityIdentity> refuse(RoutingContext context, String username) {
        if (!Refusals.refused(context)) {
            failures.failed(address(context), username);
            return unauthorized(context);
        }
        return nobody();
    }

    private static Uni<SecurityIdentity> unauthorized(RoutingContext context) {
        Refusals.refuse(
                context,
                PlatformProblem.UNAUTHORIZED,
                ofAgents(context.normalizedPath())
                        ? "The agent's token opens nothing; enrol this host again."
                        : "The user name, the password or the API token is not right, or has expired.",
                Map.of(CHALLENGE, challenge(context)));
        return nobody();
    }

    private static Uni<SecurityIdentity> tooMany(RoutingContext context, long seconds) {
        Refusals.refuse(
                context,
                PlatformProblem.TOO_MANY_REQUESTS,
                "Too many requests from here; try again in " + seconds + " s.",
                Map.of("Retry-After", Long.toString(seconds)));
        return nobody();
    }

    private static Uni<SecurityIdentity> unavailable(RoutingContext context) {
        Refusals.refuse(
                context,
                PlatformProblem.UNAVAILABLE,
                "Credentials cannot be checked now; try again in a few seconds.",
                Map.of("Retry-After", "5"));
        return nobody();
    }

    private static Uni<SecurityIdentity> nobody() {
        return Uni.createFrom().nullItem();
    }

    private static String challenge(RoutingContext context) {
        return ofAgents(context.normalizedPath()) ? OF_AGENTS : OF_PEOPLE;
    }

    private static boolean ofAgents(String path) {
        return path.startsWith("/agent/v1") || path.startsWith("/content/");
    }

    private static String address(RoutingContext context) {
        var address = context.request().remoteAddress();
        return address == null ? "" : String.valueOf(address.hostAddress());
    }

    /** The rest of {@code Bearer abc}, the scheme in any case; null when the header has another scheme. */
    private static @Nullable String after(String scheme, String header) {
        return header.regionMatches(true, 0, scheme, 0, scheme.length())
                ? header.substring(scheme.length()).strip()
                : null;
    }

    private static @Nullable String decode(String encoded) {
        try {
            String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            return pair.indexOf('\0') < 0 ? pair : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
