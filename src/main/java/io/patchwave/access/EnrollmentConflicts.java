package io.patchwave.access;

import io.patchwave.access.EnrollmentConflictView.State;
import io.patchwave.audit.AuditTrail;
import io.patchwave.platform.database.Sql;
import io.patchwave.platform.id.Ids;
import io.patchwave.platform.paging.Page;
import io.patchwave.platform.paging.PageRequest;
import io.patchwave.platform.problem.ProblemException;
import io.patchwave.platform.security.CurrentActor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The door to enrolment conflicts: machine ids are no secret, so a known one without proof is listed for an admin instead
 * of being let in. One row per host and enrolment token.
 */
@ApplicationScoped
public class EnrollmentConflicts {
    private static final UUID LAST = new UUID(-1L, -1L);
    private static final Duration ALLOWANCE = Duration.ofHours(24);
    private static final String COLUMNS =
            "id, host_id, machine_id, hostname, enrollment_token_id, remote_address, state,"
                    + " attempts, first_at, last_at, decided_by, decided_at";
    private static final String INSERT = "insert into access_enrollment_conflict (" + COLUMNS
            + ") values (?, ?, ?, ?, ?, ?, 'OPEN', 1, ?, ?, null, null) on conflict do nothing";
    private static final String AGAIN = "update access_enrollment_conflict set attempts = attempts + 1, last_at = ?,"
            + " machine_id = ?, hostname = ?, remote_address = ?, state = case when state = 'USED' then 'OPEN' else state end"
            + " where host_id = ? and enrollment_token_id = ?";
    private static final String PAGE = "select " + COLUMNS + " from access_enrollment_conflict where id < ?"
            + " and (cast(? as text) is null or state = ?) order by id desc limit ?";
    private static final String ALL =
            "select count(*) from access_enrollment_conflict where cast(? as text) is null or state = ?";
    private static final String FIND = "select " + COLUMNS + " from access_enrollment_conflict where id = ?";
    private static final String DECIDE =
            "update access_enrollment_conflict set state = ?, decided_by = ?, decided_at = ?"
                    + " where id = ? and state = 'OPEN'";
    private static final String CONSUME = "update access_enrollment_conflict set state = 'USED'"
            + " where host_id = ? and enrollment_token_id = ? and state = 'ALLOWED' and decided_at > ?";

    private final Sql sql;
    private final AuditTrail audit;
    private final CurrentActor actor;
    private final Ids ids;
    private final Clock clock;

    EnrollmentConflicts(Sql sql, AuditTrail audit, CurrentActor actor, Ids ids, Clock clock) {
        this.sql = sql;
        this.audit = audit;
        this.actor = actor;
        this.ids = ids;
        this.clock = clock;
    }

    /** Who asked. */
    public record Claim(
            UUID hostId,
            String machineId,
            String hostname,
            UUID enrollmentTokenId,
            @Nullable String remoteAddress) {}

    /** Lists a claim, in a transaction of its own: the enrolment itself is rolled back by its refusal. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void report(Claim claim) {
        Instant now = clock.instant();
        UUID id = ids.next();
        int inserted = sql.update(
                INSERT,
                id,
                claim.hostId(),
                claim.machineId(),
                claim.hostname(),
                claim.enrollmentTokenId(),
                claim.remoteAddress(),
                now,
                now);
        if (inserted == 0) {
            sql.update(
                    AGAIN,
                    now,
                    claim.machineId(),
                    claim.hostname(),
                    claim.remoteAddress(),
                    claim.hostId(),
                    claim.enrollmentTokenId());
            return;
        }
        audit.record(
                "enrollment-conflict.reported",
                "enrollment-conflict:" + id,
                Map.of("hostId", claim.hostId(), "enrollmentTokenId", claim.enrollmentTokenId()));
    }

    /** Whether an admin allowed this host to enrol once more with this token; answers true once, within 24 h. */
    @Transactional
    public boolean consumeAllowance(UUID hostId, UUID enrollmentTokenId) {
        return sql.update(CONSUME, hostId, enrollmentTokenId, clock.instant().minus(ALLOWANCE)) == 1;
    }

    /** Conflicts in a state (null for all), newest first. */
    @Transactional
    public Page<EnrollmentConflictView> list(@Nullable State state, PageRequest page, boolean count) {
        UUID before = page.first() ? LAST : UUID.fromString(page.after().get(0));
        Page<EnrollmentConflictView> found = Page.of(
                sql.list(PAGE, EnrollmentConflicts::map, before, state, state, page.limit() + 1), page, conflict ->
                        new Object[] {conflict.id()});
        return new Page<>(found.items(), found.next(), count ? sql.number(ALL, state, state) : null);
    }

    /** Lets the host enrol once with that token. */
    @Transactional
    public EnrollmentConflictView allow(UUID id) {
        return decide(id, State.ALLOWED, "enrollment-conflict.allowed");
    }

    /** Closes the conflict without letting anybody in. */
    @Transactional
    public EnrollmentConflictView refuse(UUID id) {
        return decide(id, State.REFUSED, "enrollment-conflict.refused");
    }

    private EnrollmentConflictView decide(UUID id, State state, String action) {
        EnrollmentConflictView conflict =
                find(id).orElseThrow(() -> ProblemException.notFound("enrollment conflict", id));
        if (sql.update(DECIDE, state, actor.actor().name(), clock.instant(), id) == 0) {
            throw new ProblemException(
                    AccessProblem.CONFLICT_DECIDED, "The conflict is %s already.".formatted(conflict.state()));
        }
        audit.record(action, "enrollment-conflict:" + id, Map.of("hostId", conflict.hostId()));
        return find(id).orElseThrow();
    }

    private Optional<EnrollmentConflictView> find(UUID id) {
        return sql.one(FIND, EnrollmentConflicts::map, id);
    }

    private static EnrollmentConflictView map(ResultSet row) throws SQLException {
        return new EnrollmentConflictView(
                row.getObject("id", UUID.class),
                row.getObject("host_id", UUID.class),
                row.getString("machine_id"),
                row.getString("hostname"),
                row.getObject("enrollment_token_id", UUID.class),
                row.getString("remote_address"),
                State.valueOf(row.getString("state")),
                row.getInt("attempts"),
                Sql.requiredInstant(row, "first_at"),
                Sql.requiredInstant(row, "last_at"),
                row.getString("decided_by"),
                Sql.instant(row, "decided_at"));
    }
}
