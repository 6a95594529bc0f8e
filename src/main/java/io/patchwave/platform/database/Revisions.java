package io.patchwave.platform.database;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Clock;

/**
 * Named counters in rows: the truth that "something has changed", read by query every second by whoever must know
 * (engineering, laws 1 and 6). Taken under the row's lock, so revisions commit in order.
 */
@ApplicationScoped
public class Revisions {
    private static final String BUMP = "update platform_revision set rev = rev + 1, at = ? where name = ?";
    private static final String READ = "select rev from platform_revision where name = ?";
    private static final String CREATE =
            "insert into platform_revision (name, rev, at) values (?, 0, ?) on conflict do nothing";

    private final Sql sql;
    private final Clock clock;
    private final Event<RevisionBumped> bumped;

    Revisions(Sql sql, Clock clock, Event<RevisionBumped> bumped) {
        this.sql = sql;
        this.clock = clock;
        this.bumped = bumped;
    }

    /** Takes the next revision in the caller's transaction; others that bump the same name wait for its end.
     * Fires {@link RevisionBumped}. */
    public long bump(String name) {
        if (sql.update(BUMP, clock.instant(), name) == 0) {
            sql.update(CREATE, name, clock.instant());
            sql.update(BUMP, clock.instant(), name);
        }
        bumped.fire(new RevisionBumped(name));
        return current(name);
    }

    /** The newest committed revision (or one's own); 0 when there was none yet. */
    public long current(String name) {
        return sql.number(READ, name);
    }
}
