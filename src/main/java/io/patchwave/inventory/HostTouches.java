package io.patchwave.inventory;

import io.patchwave.platform.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * The list of hosts whose row has changed in what check-ins compare, kept for some minutes, so that every server can forget what
 * it remembers of them. Ids come from a sequence and so commit out of order: readers read the last seconds again.
 */
@ApplicationScoped
class HostTouches {
    /** How long a touch is to be found. */
    static final Duration KEPT = Duration.ofMinutes(5);

    private static final String ADD =
            "insert into inventory_host_touch (id, host_id, at, standing) values (nextval('inventory_touch_seq'), ?, ?, ?)";
    private static final String ABOVE = "select id, host_id, at from inventory_host_touch where id > ? order by id";
    private static final String PURGE = "delete from inventory_host_touch where at < ?";

    private final Sql sql;
    private final Event<HostTouched> touched;
    private final Clock clock;

    HostTouches(Sql sql, Event<HostTouched> touched, Clock clock) {
        this.sql = sql;
        this.touched = touched;
        this.clock = clock;
    }

    /** A touch as others find it. */
    record Touch(long id, UUID hostId, Instant at) {}

    /** These rows change in the caller's transaction. */
    void add(Collection<UUID> hostIds) {
        add(hostIds, false);
    }

    /** This host comes, goes, returns or is called otherwise in the caller's transaction: exposure reads it again too. */
    void standing(UUID hostId) {
        add(List.of(hostId), true);
    }

    private void add(Collection<UUID> hostIds, boolean standing) {
        Instant now = clock.instant();
        sql.batch(
                ADD,
                hostIds.stream().map(id -> new Object[] {id, now, standing}).toList());
        hostIds.forEach(id -> touched.fire(new HostTouched(id)));
    }

    /** Those above an id, by id. */
    List<Touch> above(long id) {
        return sql.list(
                ABOVE,
                row -> new Touch(
                        row.getLong("id"), row.getObject("host_id", UUID.class), Sql.requiredInstant(row, "at")),
                id);
    }

    /** Throws away what every server has read long since. */
    void purge() {
        sql.update(PURGE, clock.instant().minus(KEPT));
    }
}
