package io.patchwave.exposure;

import io.patchwave.platform.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Counts at the ends of days: a row where it differs from the one before. */
@ApplicationScoped
class DayRows {
    private static final String LATEST = "select distinct on (advisory_id) advisory_id, on_day, exposed, pending,"
            + " mitigated, undecided from exposure_day where group_id = ? and on_day < ? order by advisory_id, on_day desc";
    private static final String SERIES = "select advisory_id, on_day, exposed, pending, mitigated, undecided"
            + " from exposure_day where advisory_id = ? and group_id = ? and on_day >= ? and on_day <= ? order by on_day";
    private static final String BEFORE = "select advisory_id, on_day, exposed, pending, mitigated, undecided"
            + " from exposure_day where advisory_id = ? and group_id = ? and on_day < ? order by on_day desc"
            + " fetch first 1 rows only";
    private static final String CLEAR = "delete from exposure_day where on_day = ? and group_id = ?";
    private static final String ADD = "insert into exposure_day (advisory_id, group_id, on_day, exposed, pending,"
            + " mitigated, undecided) values (?, ?, ?, ?, ?, ?, ?)";
    private static final String LAST = "select max(on_day) as on_day from exposure_day";
    private static final String CLEAR_PACE = "delete from exposure_pace where on_day = ? and group_id = ?";
    private static final String ADD_PACE = "insert into exposure_pace (on_day, group_id, severity, open_findings,"
            + " mean_age, fixed, median_days, ninetieth_days) values (?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String PACE = "select on_day, severity, open_findings, mean_age, fixed, median_days,"
            + " ninetieth_days from exposure_pace where group_id = ? and on_day >= ? and on_day <= ?"
            + " order by on_day, severity";

    private final Sql sql;

    DayRows(Sql sql) {
        this.sql = sql;
    }

    /** Counts of hosts at the end of a day. */
    record Day(String advisory, LocalDate day, long exposed, long pending, long mitigated, long undecided) {
        boolean sameCounts(@Nullable Day other) {
            return other == null
                    ? exposed == 0 && pending == 0 && mitigated == 0 && undecided == 0
                    : exposed == other.exposed
                            && pending == other.pending
                            && mitigated == other.mitigated
                            && undecided == other.undecided;
        }
    }

    /** The newest day counted. */
    Optional<LocalDate> last() {
        return sql.one(LAST, row -> row.getObject("on_day", LocalDate.class));
    }

    /** Replaces what is written of a day: rows that differ from the day before, and zeros for what is gone. */
    @Transactional
    void write(String group, LocalDate day, Collection<Day> counts) {
        Map<String, Day> before = new HashMap<>();
        sql.list(LATEST, DayRows::day, group, day).forEach(row -> before.put(row.advisory(), row));
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (Day count : counts) {
            if (!count.sameCounts(before.remove(count.advisory()))) {
                rows.add(row(group, day, count));
            }
        }
        before.values().stream()
                .filter(gone -> !gone.sameCounts(null))
                .forEach(gone -> rows.add(row(group, day, new Day(gone.advisory(), day, 0, 0, 0, 0))));
        sql.update(CLEAR, day, group);
        sql.batch(ADD, rows);
    }

    /** The rows of a time, with the one before it first, so that its counts hold from the beginning. */
    List<Day> series(String advisory, String group, LocalDate from, LocalDate to) {
        List<Day> days = new ArrayList<>(sql.list(BEFORE, DayRows::day, advisory, group, from));
        days.addAll(sql.list(SERIES, DayRows::day, advisory, group, from, to));
        return days;
    }

    @Transactional
    void writePace(String group, LocalDate day, Collection<FleetHistory.Pace> paces) {
        sql.update(CLEAR_PACE, day, group);
        sql.batch(
                ADD_PACE,
                paces.stream()
                        .map(pace -> new Object[] {
                            day,
                            group,
                            pace.severity(),
                            pace.openFindings(),
                            pace.meanAgeDays(),
                            pace.fixed(),
                            pace.medianDaysToPatch(),
                            pace.ninetiethDaysToPatch()
                        })
                        .toList());
    }

    List<FleetHistory.Pace> pace(String group, LocalDate from, LocalDate to) {
        return sql.list(
                PACE,
                row -> new FleetHistory.Pace(
                        row.getObject("on_day", LocalDate.class),
                        row.getString("severity"),
                        row.getLong("open_findings"),
                        row.getDouble("mean_age"),
                        row.getLong("fixed"),
                        row.getDouble("median_days"),
                        row.getDouble("ninetieth_days")),
                group,
                from,
                to);
    }

    private static Object[] row(String group, LocalDate day, Day count) {
        return new Object[] {
            count.advisory(), group, day, count.exposed(), count.pending(), count.mitigated(), count.undecided()
        };
    }

    private static Day day(ResultSet row) throws SQLException {
        return new Day(
                row.getString("advisory_id"),
                row.getObject("on_day", LocalDate.class),
                row.getLong("exposed"),
                row.getLong("pending"),
                row.getLong("mitigated"),
                row.getLong("undecided"));
    }
}
