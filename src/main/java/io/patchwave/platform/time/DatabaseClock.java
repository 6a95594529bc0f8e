package io.patchwave.platform.time;

import io.patchwave.platform.database.Sql;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jboss.logging.Logger;

/**
 * The database's clock, in UTC and whole microseconds (what both databases keep). Corrected every 10 s, so that several
 * servers on one database decide by one time; a drift past 2 s is an alarm.
 */
@ApplicationScoped
class DatabaseClock extends Clock {
    private static final Logger LOG = Logger.getLogger(DatabaseClock.class);
    private static final Duration ALARM = Duration.ofSeconds(2);
    private static final String NOW = "select current_timestamp";

    private final Sql sql;
    private final Clock machine = Clock.systemUTC();
    private volatile Duration offset = Duration.ZERO;

    DatabaseClock(Sql sql) {
        this.sql = sql;
    }

    void start(@Observes @Priority(1) StartupEvent start, Ticker ticker) {
        correct();
        ticker.every(Duration.ofSeconds(10), "clock", this::correct);
    }

    /** Measures the offset; half of the query's time is taken for the way back. */
    void correct() {
        Instant before = machine.instant();
        Instant database = sql.one(
                        NOW, row -> row.getObject(1, OffsetDateTime.class).toInstant())
                .orElseThrow();
        Instant after = machine.instant();
        offset = Duration.between(before.plus(Duration.between(before, after).dividedBy(2)), database);
        if (offset.abs().compareTo(ALARM) > 0) {
            LOG.warnf("clock drift between this machine and the database: offsetMillis=%d", offset.toMillis());
        }
    }

    @Override
    public Instant instant() {
        return machine.instant().plus(offset).truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("instants only: zones belong to windows and to the viewer");
    }
}
