package io.patchwave.exposure.web;

import io.patchwave.exposure.ExposureService;
import io.patchwave.exposure.FleetHistory;
import io.patchwave.platform.problem.ProblemException;
import io.patchwave.platform.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Exposure over time, for plots. */
@Path("/api/v1/exposure")
class HistoryResource {
    private static final int DEFAULT_DAYS = 90;

    private final FleetHistory history;
    private final ExposureService exposure;
    private final Clock clock;

    HistoryResource(FleetHistory history, ExposureService exposure, Clock clock) {
        this.history = history;
        this.exposure = exposure;
        this.clock = clock;
    }

    /** All rows of the time asked for. */
    record Days(List<FleetHistory.Day> items) {}

    /** All rows of the time asked for. */
    record Paces(List<FleetHistory.Pace> items) {}

    @GET
    @Path("/history")
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
    @Operation(
            summary = "Hosts by verdict at the end of each day (UTC), today's as of now",
            description =
                    "Of one advisory, or of any security advisory where none is named; only=critical or only=kev narrow"
                            + " that. Ninety days where from and to are left out. Days before the first count have no row.")
    public Days days(
            @RestQuery @Nullable String advisory,
            @RestQuery @Nullable String only,
            @RestQuery @Nullable String group,
            @RestQuery @Nullable String from,
            @RestQuery @Nullable String to) {
        if (advisory != null && !exposure.knows(advisory)) {
            throw ProblemException.invalid("advisory", "the catalog knows nothing of " + advisory);
        }
        if (only != null && (advisory != null || !(only.equals("critical") || only.equals("kev")))) {
            throw ProblemException.invalid("only", "must be critical or kev, and goes without advisory");
        }
        String subject = advisory != null ? advisory : only == null ? "*" : "*" + only;
        LocalDate last = day("to", to, today());
        return new Days(history.days(subject, group, day("from", from, last.minusDays(DEFAULT_DAYS)), last));
    }

    @GET
    @Path("/pace")
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
    @Operation(
            summary = "How old open findings are and how many days closed ones took, by severity and day",
            description =
                    "Counted once a day; today's is computed where no day was counted yet. Ninety days by default.")
    public Paces pace(
            @RestQuery @Nullable String group, @RestQuery @Nullable String from, @RestQuery @Nullable String to) {
        LocalDate last = day("to", to, today());
        return new Paces(history.pace(group, day("from", from, last.minusDays(DEFAULT_DAYS)), last));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private static LocalDate day(String field, @Nullable String written, LocalDate otherwise) {
        try {
            return written == null ? otherwise : LocalDate.parse(written);
        } catch (DateTimeException e) {
            throw ProblemException.invalid(field, "must be a day like 2026-11-24, was " + written);
        }
    }
}
