package io.patchwave.platform.time;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Ticks of this server alone: correcting its clock, flushing its caches, looking for changes others committed. What only one
 * server of the cluster may do is a {@code @Scheduled} method instead, which Quartz runs in one place.
 */
@ApplicationScoped
public class Ticker {
    private static final Logger LOG = Logger.getLogger(Ticker.class);

    private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(2, task -> {
        Thread thread = new Thread(task, "patchwave-tick");
        thread.setDaemon(true);
        return thread;
    });

    /** Runs the work again and again, that long after its last end; a failure is logged and the next run comes all the same. */
    public void every(Duration pause, String name, Runnable work) {
        var unused = executor.scheduleWithFixedDelay(
                () -> guarded(name, work), pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent stop) {
        // Without an interrupt: one that meets H2 while it writes closes the database file under everybody.
        executor.shutdown();
    }

    private void guarded(String name, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            if (executor.isShutdown()) {
                return; // what it needs may be gone with the end of the server
            }
            LOG.errorf(e, "tick failed: name=%s", name);
        }
    }
}
