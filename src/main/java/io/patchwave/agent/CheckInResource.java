package io.patchwave.agent;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.patchwave.agent.EnrollRequest.AgentJson;
import io.patchwave.audit.AuditHead;
import io.patchwave.audit.AuditTrail;
import io.patchwave.inventory.CheckIn;
import io.patchwave.inventory.InventoryService;
import io.patchwave.inventory.ProbeSource.Probe;
import io.patchwave.platform.problem.ProblemException;
import io.patchwave.platform.security.CurrentActor;
import io.patchwave.platform.security.Roles;
import io.quarkus.arc.All;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The agents' regular call and the documents that follow it. */
@Path("/agent/v1")
@RolesAllowed(Roles.AGENT)
class CheckInResource {
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

    private final InventoryService inventory;
    private final List<PendingWork> work;
    private final PollPace pace;
    private final AuditTrail audit;
    private final CurrentActor actor;
    private final Clock clock;

    CheckInResource(
            InventoryService inventory,
            @All List<PendingWork> work,
            PollPace pace,
            AuditTrail audit,
            CurrentActor actor,
            Clock clock) {
        this.inventory = inventory;
        this.work = work;
        this.pace = pace;
        this.audit = audit;
        this.actor = actor;
        this.clock = clock;
    }

    /** The request; {@code inventoryDigest} is required. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record CheckInRequest(
            @Nullable String inventoryDigest,
            @Nullable String factsDigest,
            boolean rebootPending,
            @Nullable String bootId,
            @Nullable AgentJson agent,
            @Nullable Instant clock) {
        CheckIn checkIn() {
            String facts = EnrollRequest.text("factsDigest", factsDigest);
            return new CheckIn(
                    digest("inventoryDigest", EnrollRequest.required("inventoryDigest", inventoryDigest)),
                    facts == null ? null : digest("factsDigest", facts),
                    rebootPending,
                    EnrollRequest.text("bootId", bootId),
                    agent == null ? null : agent.view(),
                    clock);
        }

        private static String digest(String field, String text) {
            if (!DIGEST.matcher(text).matches()) {
                throw ProblemException.invalid(field, "must be sha256: and 64 lower-case hexadecimal digits");
            }
            return text;
        }
    }

    /** The answer. */
    record CheckInAnswer(
            boolean inventoryWanted,
            boolean factsWanted,
            int pollSeconds,
            boolean updatesPending,
            Instant serverTime,
            AuditHead auditHead,
            List<Probe> probes) {}

    /** A host that says again what is known, and has no work, is answered here, on the event loop, from memory. */
    @POST
    @Path("/check-in")
    @NonBlocking
    @RolesAllowed(Roles.AGENT)
    public Uni<CheckInAnswer> checkIn(@Nullable CheckInRequest request) {
        if (request == null) {
            throw ProblemException.invalid("body", "must be a JSON object");
        }
        UUID host = actor.actor().hostId();
        CheckIn checkIn = request.checkIn();
        if (!hasWork(host)) {
            Optional<CheckIn.Answer> steady = inventory.steady(host, checkIn);
            if (steady.isPresent()) {
                return Uni.createFrom().item(answer(host, steady.get()));
            }
        }
        return Uni.createFrom()
                .item(() -> news(host, checkIn))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private CheckInAnswer news(UUID host, CheckIn checkIn) {
        CheckIn.Answer answer = inventory.checkIn(host, checkIn);
        work.forEach(pending ->
                pending.checkedIn(host, checkIn.bootId(), answer.digestChanged() || answer.inventoryWanted()));
        return answer(host, answer);
    }

    private CheckInAnswer answer(UUID host, CheckIn.Answer answer) {
        return new CheckInAnswer(
                answer.inventoryWanted(),
                answer.factsWanted(),
                pace.seconds(host),
                hasWork(host),
                clock.instant(),
                audit.head(),
                inventory.probes(host));
    }

    private boolean hasWork(UUID host) {
        for (PendingWork pending : work) {
            if (pending.hasWork(host)) {
                return true;
            }
        }
        return false;
    }

    @PUT
    @Path("/inventory")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed(Roles.AGENT)
    public void inventory(@HeaderParam("Content-Encoding") @Nullable String encoding, InputStream body) {
        DocumentBody document = DocumentBody.read(body, encoding);
        inventory.receiveInventory(actor.actor().hostId(), document.content(), document.packed());
    }

    @PUT
    @Path("/facts")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed(Roles.AGENT)
    public void facts(@HeaderParam("Content-Encoding") @Nullable String encoding, InputStream body) {
        inventory.receiveFacts(
                actor.actor().hostId(), DocumentBody.read(body, encoding).content());
    }
}
