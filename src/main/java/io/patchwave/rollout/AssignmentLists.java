package io.patchwave.rollout;

import io.patchwave.platform.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Assignments as lists for people: pages by id, filtered. */
@ApplicationScoped
class AssignmentLists {
    private static final String SELECT = "select a.id, a.target_id, a.rollout_id, a.wave_id, a.wave, a.host_id,"
            + " a.hostname, a.state, a.attempt, a.counted, a.reason, a.last_seq, a.offered_at, a.lease_until, a.due_at,"
            + " a.reported_at, a.claimed_at, a.verified_at, a.changed_at, a.report_id, a.boot_id, a.seen_at"
            + " from rollout_assignment a";
    private static final String FILTER =
            " and (cast(? as text) is null or a.state = ?)" + " and (cast(? as integer) is null or a.wave = ?)";
    private static final String OF_ROLLOUT =
            SELECT + " where a.rollout_id = ?" + FILTER + " and a.id > ? order by a.id limit ?";
    private static final String COUNT = "select count(*) from rollout_assignment a where a.rollout_id = ?" + FILTER;
    private static final String OF_HOST =
            SELECT + " where a.host_id = ?" + FILTER + " and a.id < ? order by a.id desc limit ?";
    private static final String ALL_OF_HOST = SELECT + " where a.host_id = ? order by a.id desc";

    private final Sql sql;

    AssignmentLists(Sql sql) {
        this.sql = sql;
    }

    /** Which of them; null does not narrow. */
    record Filter(@Nullable AssignmentState state, @Nullable Integer wave) {
        @Nullable String word() {
            return state == null ? null : state.name();
        }
    }

    List<AssignmentRow> ofRollout(UUID rolloutId, Filter by, UUID after, int limit) {
        return sql.list(
                OF_ROLLOUT, Assignments::map, rolloutId, by.word(), by.word(), by.wave(), by.wave(), after, limit);
    }

    long count(UUID rolloutId, Filter by) {
        return sql.number(COUNT, rolloutId, by.word(), by.word(), by.wave(), by.wave());
    }

    /** Newest first. */
    List<AssignmentRow> ofHost(UUID hostId, Filter by, UUID before, int limit) {
        return sql.list(OF_HOST, Assignments::map, hostId, by.word(), by.word(), by.wave(), by.wave(), before, limit);
    }

    /** All of a host, newest first. */
    List<AssignmentRow> allOfHost(UUID hostId) {
        return sql.list(ALL_OF_HOST, Assignments::map, hostId);
    }
}
