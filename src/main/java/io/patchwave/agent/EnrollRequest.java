package io.patchwave.agent;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import io.patchwave.inventory.Enrolment;
import io.patchwave.inventory.HostView;
import io.patchwave.inventory.OperatingSystem;
import io.patchwave.platform.problem.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** First contact. {@code os} is the object of the inventory, or a text for a person. */
@JsonIgnoreProperties(ignoreUnknown = true)
record EnrollRequest(
        @Nullable String machineId,
        @Nullable String hostname,
        @Nullable String fqdn,
        @Nullable JsonNode os,
        @Nullable AgentJson agent,
        @Nullable String bootId,
        @Nullable String biosUuid,
        @Nullable String serial,
        @Nullable String enrollmentNonce) {
    private static final int LONGEST = 253;

    /** Name and version of the agent. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record AgentJson(@Nullable String name, @Nullable String version) {
        HostView.Agent view() {
            return new HostView.Agent(text("agent.name", name), text("agent.version", version));
        }
    }

    /** The machine with these tags; 400 names what is missing or no text of ours. */
    Enrolment enrolment(List<String> tags) {
        return new Enrolment(
                required("machineId", machineId),
                required("hostname", hostname),
                text("fqdn", fqdn),
                system(),
                agent == null ? null : agent.view(),
                text("bootId", bootId),
                text("biosUuid", biosUuid),
                text("serial", serial),
                tags);
    }

    private OperatingSystem system() {
        if (os == null || !os.isObject()) {
            String name = os != null && os.isTextual() ? text("os", os.asText()) : null;
            return new OperatingSystem(null, name, null, null, null, null);
        }
        boolean linux = "linux".equals(os.path("family").asText());
        return new OperatingSystem(
                member("family"),
                member(linux ? "id" : "name"),
                member(linux ? "versionId" : "version"),
                os.path("build").isInt() ? os.path("build").intValue() : null,
                os.path("revision").isInt() ? os.path("revision").intValue() : null,
                member("architecture"));
    }

    private @Nullable String member(String name) {
        return os == null || !os.path(name).isValueNode() || os.path(name).isNull()
                ? null
                : text("os." + name, os.path(name).asText());
    }

    static String required(String field, @Nullable String text) {
        String clean = text(field, text);
        if (clean == null) {
            throw ProblemException.invalid(field, "is required");
        }
        return clean;
    }

    static @Nullable String text(String field, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        String clean = text.strip();
        if (clean.length() > LONGEST || clean.chars().anyMatch(Character::isISOControl)) {
            throw ProblemException.invalid(field, "must be at most " + LONGEST + " printable characters");
        }
        return clean;
    }
}
