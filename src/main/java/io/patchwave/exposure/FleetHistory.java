package io.patchwave.exposure;

import io.patchwave.inventory.GroupService;
import io.patchwave.inventory.GroupView;
import io.patchwave.inventory.HostQuery;
import io.patchwave.platform.paging.PageRequest;
import io.patchwave.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The fleet's exposure over time: counts at the ends of days (UTC), and how fast holes are closed. */
@ApplicationScoped
public class FleetHistory {
    static final String ANY = "*";
    static final String CRITICAL = "*critical";
    static final String KEV = "*kev";
    static final String WHOLE_FLEET = "";

    private static final int MOST_GROUPS = 1000;
    private static final int MOST_DAYS = 3700;

    private final DayRows rows;
    private final FleetExposure fleet;
    private final FleetPace paces;
    private final GroupService groups;
    private final Clock clock;

    FleetHistory(DayRows rows, FleetExposure fleet, FleetPace paces, GroupService groups, Clock clock) {
        this.rows = rows;
        this.fleet = fleet;
        this.paces = paces;
        this.groups = groups;
        this.clock = clock;
    }

    /** Hosts by their verdict at the end of a day; of today, now. */
    public record Day(LocalDate day, long exposed, long pendingReboot, long mitigated, long unknown) {}

    /**
     * How fast holes of a severity are closed, as seen on a day.
     *
     * @param openFindings host × advisory that are open
     * @param meanAgeDays how long they have been, on average, since first seen
     * @param fixed how many were closed in the 90 days before
     * @param medianDaysToPatch from first sight to the fix, of those; 0 where there were none
     */
    public record Pace(
            LocalDate day,
            String severity,
            long openFindings,
            double meanAgeDays,
            long fixed,
            double medianDaysToPatch,
            double ninetiethDaysToPatch) {}

    /** The subject of a history: one advisory, or everything ({@code critical} or {@code kev} narrow it). */
    static FleetFilter filter(String subject, HostQuery hosts) {
        return switch (subject) {
            case ANY -> new FleetFilter(null, null, null, null, null, null, null, hosts);
            case CRITICAL -> new FleetFilter(null, null, null, null, "critical", null, null, hosts);
            case KEV -> new FleetFilter(null, null, null, null, null, true, null, hosts);
            default -> new FleetFilter(subject, null, null, null, null, null, null, hosts);
        };
    }

    /**
     * One row a day, from the first day that was counted; today's as of now.
     *
     * @param subject an advisory's id, or {@code *}, {@code *critical}, {@code *kev}
     * @param group id or name; null is the whole fleet
     */
    public List<Day> days(String subject, @Nullable String group, LocalDate from, LocalDate to) {
        if (from.isAfter(to) || from.plusDays(MOST_DAYS).isBefore(to)) {
            throw ProblemException.invalid("from", "must lie before `to`, by ten years at most");
        }
        UUID id = group == null ? null : named(group).id();
        String groupId = id == null ? WHOLE_FLEET : id.toString();
        LocalDate today = today();
        List<DayRows.Day> series = rows.series(subject, groupId, from, to);
        LocalDate counted = rows.last().orElse(today.minusDays(1));
        List<Day> days = new ArrayList<>();
        int next = 0;
        DayRows.Day held = null;
        for (LocalDate day = from;
                !day.isAfter(to) && day.isBefore(today) && !day.isAfter(counted);
                day = day.plusDays(1)) {
            while (next < series.size() && !series.get(next).day().isAfter(day)) {
                held = series.get(next++);
            }
            if (held != null) {
                days.add(new Day(day, held.exposed(), held.pending(), held.mitigated(), held.undecided()));
            }
        }
        if (!today.isBefore(from) && !today.isAfter(to)) {
            HostQuery hosts = id == null ? HostQuery.ALL : HostQuery.ofGroup(id);
            ExposureCounts now = fleet.counts(filter(subject, hosts), FleetExposure.Moment.NOW);
            days.add(new Day(today, now.exposed(), now.pendingReboot(), now.mitigated(), now.unknown()));
        }
        return days;
    }

    /** How fast holes were closed, day by day; today's is computed where no day was counted yet. */
    public List<Pace> pace(@Nullable String group, LocalDate from, LocalDate to) {
        UUID id = group == null ? null : named(group).id();
        String groupId = id == null ? WHOLE_FLEET : id.toString();
        List<Pace> known = rows.pace(groupId, from, to);
        LocalDate today = today();
        if (known.isEmpty() && !today.isBefore(from) && !today.isAfter(to)) {
            return paces.of(today, id == null ? HostQuery.ALL : HostQuery.ofGroup(id));
        }
        return known;
    }

    /** Counts the day, for the fleet and every group; counting it again replaces it. */
    void count(LocalDate day) {
        count(day, WHOLE_FLEET, HostQuery.ALL);
        for (GroupView group :
                groups.list(PageRequest.of(MOST_GROUPS, null, "groups"), false).items()) {
            count(day, group.id().toString(), HostQuery.ofGroup(group.id()));
        }
    }

    private void count(LocalDate day, String group, HostQuery hosts) {
        List<DayRows.Day> counts = new ArrayList<>();
        FleetFilter everything = new FleetFilter(null, null, null, null, null, null, "all", hosts);
        for (FleetCounts.Row row : fleet.counts(everything, FleetExposure.By.ADVISORY)) {
            counts.add(new DayRows.Day(
                    row.key(), day, row.exposed(), row.pendingReboot(), row.mitigated(), row.unknown()));
        }
        for (String subject : List.of(ANY, CRITICAL, KEV)) {
            ExposureCounts sum = fleet.counts(filter(subject, hosts), FleetExposure.Moment.NOW);
            counts.add(
                    new DayRows.Day(subject, day, sum.exposed(), sum.pendingReboot(), sum.mitigated(), sum.unknown()));
        }
        rows.write(group, day, counts);
        rows.writePace(group, day, paces.of(day, hosts));
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private GroupView named(String group) {
        return groups.find(group)
                .orElseThrow(() -> ProblemException.invalid("group", "no group has this id or name: " + group));
    }
}
