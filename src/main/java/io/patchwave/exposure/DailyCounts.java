package io.patchwave.exposure;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import org.jboss.logging.Logger;

/**
 * Counts the fleet's exposure for every day, late in it, in one place of the cluster. A day on which no server ran has no row:
 * the counts before it hold, which plots show as a level line.
 */
@ApplicationScoped
class DailyCounts {
    private static final Logger LOG = Logger.getLogger(DailyCounts.class);

    private final FleetHistory history;

    DailyCounts(FleetHistory history) {
        this.history = history;
    }

    @Scheduled(
            identity = "exposure-day",
            cron = "0 50 23 * * ?",
            timeZone = "UTC",
            concurrentExecution = ConcurrentExecution.SKIP)
    void count() {
        LocalDate day = history.today();
        long start = System.nanoTime();
        history.count(day);
        LOG.infof("exposure counted: day=%s millis=%d", day, (System.nanoTime() - start) / 1_000_000);
    }
}
