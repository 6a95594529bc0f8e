package io.patchwave.platform.idempotency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.patchwave.platform.id.Secrets;
import io.patchwave.platform.idempotency.KeptAnswers.Kept;
import io.patchwave.platform.problem.PlatformProblem;
import io.patchwave.platform.problem.ProblemException;
import io.patchwave.platform.security.Actor;
import io.patchwave.platform.security.CurrentActor;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What both annotations do; {@code secret} says whether the answer may be kept. */
abstract class IdempotencyFilter implements ContainerRequestFilter, ContainerResponseFilter {
    private static final String HEADER = "Idempotency-Key";
    private static final String RUNNING = IdempotencyFilter.class.getName();
    private static final int LONGEST_KEY = 255;
    private static final int LARGEST_BODY = 8 * 1024 * 1024;

    private final KeptAnswers answers;
    private final CurrentActor actor;
    private final ObjectMapper mapper;
    private final boolean secret;

    IdempotencyFilter(KeptAnswers answers, CurrentActor actor, ObjectMapper mapper, boolean secret) {
        this.answers = answers;
        this.actor = actor;
        this.mapper = mapper;
        this.secret = secret;
    }

    /** A call that was begun here. */
    private record Running(String actor, String key) {}

    @Override
    public void filter(ContainerRequestContext request) throws IOException {
        String key = request.getHeaderString(HEADER);
        if (key == null) {
            return;
        }
        if (key.isBlank() || key.length() > LONGEST_KEY) {
            throw ProblemException.invalid(HEADER, "must have 1 to 255 characters");
        }
        byte[] body = request.getEntityStream().readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) {
            throw new ProblemException(PlatformProblem.TOO_LARGE, "With an Idempotency-Key a body has at most 8 MiB.");
        }
        request.setEntityStream(new ByteArrayInputStream(body));
        Actor caller = actor.actor();
        Running call = new Running(caller.kind() + ":" + caller.name(), key);
        Optional<Kept> known = answers.begin(call.actor(), key, hash(request, body));
        if (known.isEmpty()) {
            request.setProperty(RUNNING, call);
        } else {
            request.abortWith(again(known.get(), hash(request, body)));
        }
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) throws IOException {
        if (!(request.getProperty(RUNNING) instanceof Running call)) {
            return;
        }
        if (response.getStatus() >= 300) {
            answers.forget(call.actor(), call.key());
            return;
        }
        String location = response.getHeaderString("Location");
        answers.keep(call.actor(), call.key(), response.getStatus(), location, secret ? null : text(response));
    }

    private Response again(Kept known, String requestHash) {
        if (!known.requestHash().equals(requestHash)) {
            throw new ProblemException(
                    PlatformProblem.IDEMPOTENCY_MISMATCH,
                    "The key was used for another request in the last 24 h; take a new key.");
        }
        if (known.status() == 0) {
            throw new ProblemException(
                            PlatformProblem.CONFLICT, "The first call with this key still runs; ask again in a moment.")
                    .withHeader("Retry-After", "1");
        }
        if (secret) {
            throw new ProblemException(
                            PlatformProblem.CONFLICT,
                            "The first call with this key made %s; its secret was shown then and is not kept. If it is"
                                            .formatted(known.location())
                                    + " lost, delete that one and make another with a new key.")
                    .with("created", String.valueOf(known.location()));
        }
        Response.ResponseBuilder answer = Response.status(known.status());
        if (known.location() != null) {
            answer.header("Location", known.location());
        }
        if (known.body() != null) {
            answer.entity(known.body()).type(MediaType.APPLICATION_JSON_TYPE);
        }
        return answer.header("Idempotency-Replayed", "true").build();
    }

    private static String hash(ContainerRequestContext request, byte[] body) {
        MessageDigest digest = Secrets.digest();
        String line =
                request.getMethod() + " " + request.getUriInfo().getRequestUri().getRawPath() + "?"
                        + request.getUriInfo().getRequestUri().getRawQuery() + "\n";
        digest.update(line.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest.digest(body));
    }

    private @Nullable String text(ContainerResponseContext response) throws JsonProcessingException {
        return response.hasEntity() ? mapper.writeValueAsString(response.getEntity()) : null;
    }
}
