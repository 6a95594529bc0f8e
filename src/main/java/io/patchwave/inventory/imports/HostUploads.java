package io.patchwave.inventory.imports;

import io.patchwave.audit.AuditTrail;
import io.patchwave.platform.input.InputRefused;
import io.patchwave.platform.job.Job;
import io.patchwave.platform.job.JobService;
import io.patchwave.platform.job.JobView;
import io.patchwave.platform.problem.ProblemException;
import io.patchwave.platform.time.Instants;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Takes uploads of hosts: checks what the caller says about them, puts the file aside and queues the work. */
@ApplicationScoped
class HostUploads {
    /** The kind of these jobs. */
    static final String KIND = "host-import";

    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);
    private static final int LONGEST = 255;

    private final JobService jobs;
    private final AuditTrail audit;
    private final Clock clock;

    HostUploads(JobService jobs, AuditTrail audit, Clock clock) {
        this.jobs = jobs;
        this.audit = audit;
        this.clock = clock;
    }

    /** The query of an upload, as sent. */
    record Request(
            @Nullable String format,
            @Nullable String at,
            @Nullable String filename,
            @Nullable String hostname,
            @Nullable String os) {}

    /** Streams the file to disk and queues its import; 400 naming the parameter that is wrong, or for an empty body. */
    JobView submit(Request request, InputStream body) {
        Map<String, String> parameters = new LinkedHashMap<>();
        put(parameters, "format", format(request.format()));
        put(parameters, "at", at(request.at()));
        put(parameters, "filename", named("filename", request.filename()));
        put(parameters, "hostname", named("hostname", request.hostname()));
        put(parameters, "os", os(request.os()));
        Job job = jobs.submit(KIND, parameters, body);
        QuarkusTransaction.requiringNew()
                .run(() -> audit.record("host-import.queued", KIND + ":" + job.id(), parameters));
        return JobView.of(job);
    }

    /** The import; 404 when there is none. */
    JobView require(UUID id) {
        return JobView.of(jobs.require(KIND, id));
    }

    private static void put(Map<String, String> parameters, String name, @Nullable String text) {
        if (text != null) {
            parameters.put(name, text);
        }
    }

    private static String format(@Nullable String word) {
        return Format.of(word == null ? Format.AUTO.word() : word)
                .orElseThrow(() -> ProblemException.invalid(
                        "format",
                        "must be one of "
                                + Arrays.stream(Format.values())
                                        .map(Format::word)
                                        .collect(Collectors.joining(", "))
                                + ", was " + word))
                .word();
    }

    private @Nullable String at(@Nullable String text) {
        if (text == null) {
            return null;
        }
        Instant at = Instants.parse("at", text);
        if (at.isAfter(clock.instant().plus(CLOCKS_DIFFER))) {
            throw ProblemException.invalid("at", "lies in the future: " + text);
        }
        return at.toString();
    }

    private static @Nullable String named(String field, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        if (text.length() > LONGEST || text.chars().anyMatch(Character::isISOControl)) {
            throw ProblemException.invalid(
                    field, "must be at most " + LONGEST + " characters, without control characters");
        }
        return text.strip();
    }

    private static @Nullable String os(@Nullable String word) {
        try {
            Distribution.of(word);
            return word;
        } catch (InputRefused e) {
            throw ProblemException.invalid(
                    "os", "must be a distribution and its version, for example almalinux:8 or debian:12");
        }
    }
}
