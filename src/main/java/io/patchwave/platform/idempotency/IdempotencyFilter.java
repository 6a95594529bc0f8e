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
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What both annotations do; {@code secret} says whether the answer may be kept. */
abstract class IdempotencyFilter implements ContainerRequestFilter, ContainerResponseFilter {
    private static final String HEADER = "Idempotency-Key";
    private static final String RUNNING = IdempotencyFilter.class.getName();
    private static final int LONGEST_KEY = 255;
    /** More of a body than this waits on disk. */
    private static final int IN_MEMORY = 1024 * 1024;

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
        String hash = takeBody(request);
        Actor caller = actor.actor();
        Running call = new Running(caller.kind() + ":" + caller.name(), key);
        Optional<Kept> known = answers.begin(call.actor(), key, hash);
        if (known.isEmpty()) {
            request.setProperty(RUNNING, call);
        } else {
            request.abortWith(again(known.get(), hash));
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

    /** Hashes the request and puts its body aside for the resource to read, a large one in a file. */
    private static String takeBody(ContainerRequestContext request) throws IOException {
        MessageDigest digest = Secrets.digest();
        String line =
                request.getMethod() + " " + request.getUriInfo().getRequestUri().getRawPath() + "?"
                        + request.getUriInfo().getRequestUri().getRawQuery() + "\n";
        digest.update(line.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        InputStream body = new DigestInputStream(request.getEntityStream(), digest);
        byte[] start = body.readNBytes(IN_MEMORY);
        InputStream again = new ByteArrayInputStream(start);
        if (start.length == IN_MEMORY) {
            Path rest = Files.createTempFile("patchwave-body", null);
            try (OutputStream out = Files.newOutputStream(rest)) {
                body.transferTo(out);
            }
            again = new SequenceInputStream(again, Files.newInputStream(rest, StandardOpenOption.DELETE_ON_CLOSE));
        }
        request.setEntityStream(again);
        return HexFormat.of().formatHex(digest.digest());
    }

    private @Nullable String text(ContainerResponseContext response) throws JsonProcessingException {
        return response.hasEntity() ? mapper.writeValueAsString(response.getEntity()) : null;
    }
}
