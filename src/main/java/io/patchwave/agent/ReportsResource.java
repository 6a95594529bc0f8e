package io.patchwave.agent;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import io.patchwave.inventory.InventoryService;
import io.patchwave.platform.json.Json;
import io.patchwave.platform.problem.PlatformProblem;
import io.patchwave.platform.problem.ProblemException;
import io.patchwave.platform.problem.Violation;
import io.patchwave.platform.security.CurrentActor;
import io.patchwave.platform.security.Roles;
import io.patchwave.rollout.AgentReport;
import io.patchwave.rollout.AgentWork;
import io.patchwave.rollout.ReportAnswer;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jspecify.annotations.Nullable;

/** What agents say about their work: claims, which the next inventory proves. */
@Path("/agent/v1/reports")
class ReportsResource {
    private static final int LONGEST_TEXT = 8192;

    private final AgentWork work;
    private final InventoryService inventory;
    private final CurrentActor actor;

    ReportsResource(AgentWork work, InventoryService inventory, CurrentActor actor) {
        this.work = work;
        this.inventory = inventory;
        this.actor = actor;
    }

    /** The request. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record ReportsRequest(@Nullable List<@Nullable ReportJson> reports) {}

    /** One report; {@code id}, {@code assignmentId} and {@code state} are required. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record ReportJson(
            @Nullable String id,
            @Nullable String assignmentId,
            @Nullable String state,
            @Nullable Long seq,
            @Nullable String at,
            @Nullable Integer exitCode,
            @Nullable String message,
            @Nullable JsonNode evidence) {}

    /** Read under the bound of a document: a batch is held in memory whole. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RequestBody(content = @Content(schema = @Schema(implementation = ReportsRequest.class)))
    @RolesAllowed(Roles.AGENT)
    public ReportAnswer report(@HeaderParam("Content-Encoding") @Nullable String encoding, InputStream body)
            throws IOException {
        byte[] bytes = DocumentBody.read(body, encoding).content();
        ReportsRequest request = bytes.length == 0 ? null : Json.mapper().readValue(bytes, ReportsRequest.class);
        if (request == null || request.reports() == null) {
            throw ProblemException.invalid("reports", "must be a list of reports");
        }
        List<Violation> violations = new ArrayList<>();
        List<AgentReport> reports = new ArrayList<>();
        for (int i = 0; i < request.reports().size(); i++) {
            AgentReport report =
                    read("reports[%d]".formatted(i), request.reports().get(i), violations);
            if (report != null) {
                reports.add(report);
            }
        }
        if (!violations.isEmpty()) {
            Violation first = violations.get(0);
            throw new ProblemException(PlatformProblem.INVALID, first.field() + ": " + first.message(), violations);
        }
        UUID host = actor.actor().hostId();
        inventory.heardOf(host);
        return work.report(host, reports);
    }

    private static @Nullable AgentReport read(String field, @Nullable ReportJson json, List<Violation> violations) {
        if (json == null) {
            violations.add(new Violation(field, "must be an object"));
            return null;
        }
        int before = violations.size();
        UUID id = uuid(field + ".id", json.id(), violations);
        UUID assignment = uuid(field + ".assignmentId", json.assignmentId(), violations);
        Instant at = time(field + ".at", json.at(), violations);
        String state = json.state();
        if (state == null || state.isBlank() || state.length() > 40) {
            violations.add(new Violation(field + ".state", "is required"));
        }
        String evidence = json.evidence() == null || json.evidence().isNull()
                ? null
                : json.evidence().toString();
        if (evidence != null && evidence.length() > LONGEST_TEXT) {
            violations.add(new Violation(field + ".evidence", "must not be longer than " + LONGEST_TEXT));
        }
        if (violations.size() > before || id == null || assignment == null || state == null) {
            return null;
        }
        return new AgentReport(id, assignment, state, json.seq(), at, json.exitCode(), cut(json.message()), evidence);
    }

    /** Long installers' output is cut: a report must never be lost for its length. NUL is no character of a database. */
    private static @Nullable String cut(@Nullable String message) {
        if (message == null) {
            return null;
        }
        String clean = message.replace("\0", "");
        return clean.length() > LONGEST_TEXT ? clean.substring(0, LONGEST_TEXT) : clean;
    }

    private static @Nullable UUID uuid(String field, @Nullable String text, List<Violation> violations) {
        try {
            if (text != null && text.length() == 36) {
                return UUID.fromString(text);
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        violations.add(new Violation(field, "must be a UUID"));
        return null;
    }

    private static @Nullable Instant time(String field, @Nullable String text, List<Violation> violations) {
        if (text == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
        } catch (DateTimeException e) {
            violations.add(new Violation(field, "must be a time such as 2026-11-24T19:00:00Z"));
            return null;
        }
    }
}
