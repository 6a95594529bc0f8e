package io.patchwave.agent;

import io.patchwave.agent.AgentEnrolment.Enrolled;
import io.patchwave.agent.AgentEnrolment.Visitor;
import io.patchwave.platform.keys.SigningKeys;
import io.patchwave.platform.problem.ProblemException;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** First contact of an agent; open to anybody who has an enrolment token, which is checked inside. */
@Path("/agent/v1/enroll")
@Produces(MediaType.APPLICATION_JSON)
class EnrollResource {
    private static final String BEARER = "Bearer ";

    private final AgentEnrolment enrolment;
    private final PollPace pace;
    private final SigningKeys keys;
    private final Clock clock;

    EnrollResource(AgentEnrolment enrolment, PollPace pace, SigningKeys keys, Clock clock) {
        this.enrolment = enrolment;
        this.pace = pace;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * The answer; the token is told this once.
     *
     * @param signingKey PEM of the key that signs all work; the agent pins it
     * @param signingKeyFingerprint SHA-256 of its encoding, as the enrolment token's maker was told it
     */
    record EnrollAnswer(
            UUID hostId,
            String token,
            int pollSeconds,
            Instant serverTime,
            String signingKey,
            String signingKeyFingerprint) {}

    @POST
    @PermitAll
    public Response enrol(
            @HeaderParam("Authorization") @Nullable String authorization,
            @HeaderParam("X-Patchwave-Host-Token") @Nullable String presentToken,
            @Context HttpServerRequest http,
            @Nullable EnrollRequest request) {
        if (request == null) {
            throw ProblemException.invalid("body", "must be a JSON object");
        }
        Enrolled enrolled = enrolment.enrol(new Visitor(secret(authorization), presentToken, address(http)), request);
        EnrollAnswer answer = new EnrollAnswer(
                enrolled.hostId(),
                enrolled.token(),
                pace.seconds(enrolled.hostId()),
                clock.instant(),
                keys.publicKeyPem(),
                keys.fingerprint());
        return Response.status(Response.Status.CREATED).entity(answer).build();
    }

    private static String secret(@Nullable String authorization) {
        boolean bearer = authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
        return authorization == null || !bearer
                ? ""
                : authorization.substring(BEARER.length()).strip();
    }

    private static @Nullable String address(HttpServerRequest http) {
        return http.remoteAddress() == null ? null : http.remoteAddress().hostAddress();
    }
}
