package io.patchwave.platform.job;

import io.patchwave.platform.input.InputRefused;
import io.patchwave.platform.problem.ProblemException;
import io.patchwave.platform.time.Ticker;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Works jobs off, one at a time on each server. A job whose server died is taken up again after a minute, by a server that
 * sees its file.
 */
@ApplicationScoped
class JobRunner {
    private static final Logger LOG = Logger.getLogger(JobRunner.class);

    private final Jobs jobs;
    private final List<JobHandler> handlers;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "patchwave-jobs");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicReference<@Nullable JobRun> present = new AtomicReference<>();

    JobRunner(Jobs jobs, @All List<JobHandler> handlers) {
        this.jobs = jobs;
        this.handlers = handlers;
    }

    void queued(@Observes(during = TransactionPhase.AFTER_SUCCESS) JobService.JobQueued hint) {
        worker.execute(this::workOff);
    }

    void start(@Observes StartupEvent start, Ticker ticker) {
        ticker.every(Duration.ofSeconds(1), "jobs", this::look);
    }

    private void look() {
        JobRun run = present.get();
        if (run != null) {
            jobs.progress(run);
        } else {
            worker.execute(this::workOff);
        }
    }

    void stop(@Observes ShutdownEvent stop) {
        worker.shutdown();
    }

    @ActivateRequestContext
    void workOff() {
        try {
            for (Job job : jobs.waiting()) {
                boolean here = job.file() == null || Files.exists(Path.of(job.file()));
                if (here && jobs.take(job.id())) {
                    run(job);
                }
            }
        } catch (RuntimeException e) {
            LOG.error("jobs could not be looked up", e);
        }
    }

    private void run(Job job) {
        JobRun run = new JobRun(job);
        present.set(run);
        JobState state = execute(job, run);
        present.set(null);
        jobs.progress(run);
        jobs.end(run, state);
        LOG.infof("job ended: kind=%s id=%s state=%s counts=%s", job.kind(), job.id(), state.word(), run.counts());
        if (job.file() != null && state != JobState.HELD) {
            JobService.delete(Path.of(job.file()));
        }
    }

    private JobState execute(Job job, JobRun run) {
        try {
            handlerOf(job.kind()).run(run);
            return run.difference() != null && !JobDecision.isApplied(job.parameters())
                    ? JobState.HELD
                    : JobState.SUCCEEDED;
        } catch (ProblemException | InputRefused e) {
            run.problem(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            run.problem("The file cannot be read: " + e.getMessage());
        } catch (Exception e) {
            String reference = UUID.randomUUID().toString().substring(0, 8);
            LOG.errorf(e, "job failed: kind=%s id=%s reference=%s", job.kind(), job.id(), reference);
            run.problem("Unexpected error; the server's log has it under reference " + reference + ".");
        }
        return JobState.FAILED;
    }

    private JobHandler handlerOf(String kind) {
        return handlers.stream()
                .filter(handler -> handler.kind().equals(kind))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no handler for " + kind));
    }
}
