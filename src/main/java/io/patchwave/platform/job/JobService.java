package io.patchwave.platform.job;

import io.patchwave.platform.config.DataFolder;
import io.patchwave.platform.id.Ids;
import io.patchwave.platform.paging.Page;
import io.patchwave.platform.paging.PageRequest;
import io.patchwave.platform.problem.PlatformProblem;
import io.patchwave.platform.problem.ProblemException;
import io.patchwave.platform.security.CurrentActor;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Queues long work and tells how far it is. */
@ApplicationScoped
public class JobService {
    private static final String UPLOADS = "uploads";

    private final Jobs jobs;
    private final Ids ids;
    private final DataFolder folder;
    private final CurrentActor actor;
    private final Clock clock;
    private final Event<JobQueued> queued;
    private final Event<JobRefused> refused;

    JobService(
            Jobs jobs,
            Ids ids,
            DataFolder folder,
            CurrentActor actor,
            Clock clock,
            Event<JobQueued> queued,
            Event<JobRefused> refused) {
        this.jobs = jobs;
        this.ids = ids;
        this.folder = folder;
        this.actor = actor;
        this.clock = clock;
        this.queued = queued;
        this.refused = refused;
    }

    /** A hint that there is work; the runner finds it by query anyway. */
    record JobQueued(UUID id) {}

    /** A person has refused a job with that upload. */
    record JobRefused(@Nullable String file) {}

    /** Streams an upload to disk and queues a job over it. An empty body is refused. */
    public Job submit(String kind, Map<String, String> parameters, InputStream body) {
        UUID id = ids.next();
        Path file = folder.folder(UPLOADS).resolve(id.toString());
        long size;
        try {
            size = Files.copy(body, file);
        } catch (IOException e) {
            delete(file);
            throw new UncheckedIOException("the upload broke off", e);
        }
        if (size == 0) {
            delete(file);
            throw ProblemException.invalid("body", "is empty: send the file itself");
        }
        return queue(id, kind, parameters, file.toString(), size);
    }

    /** Queues a job without a file. */
    public Job submit(String kind, Map<String, String> parameters) {
        return queue(ids.next(), kind, parameters, null, 0);
    }

    /** The job of that kind, if there is one. */
    public Optional<Job> find(String kind, UUID id) {
        return jobs.find(id).filter(job -> job.kind().equals(kind));
    }

    /** The job of that kind; 404 otherwise. */
    public Job require(String kind, UUID id) {
        return find(kind, id).orElseThrow(() -> ProblemException.notFound(kind, id));
    }

    /** Jobs of that kind, newest first. */
    public Page<Job> list(String kind, PageRequest page, boolean count) {
        UUID before = page.first() ? null : UUID.fromString(page.after().get(0));
        Page<Job> found = Page.of(jobs.ofKind(kind, before, page.limit() + 1), page, job -> new Object[] {job.id()});
        return new Page<>(found.items(), found.next(), count ? jobs.count(kind) : null);
    }

    /** Jobs of that kind that wait for a person, the oldest first. */
    public List<Job> held(String kind) {
        return jobs.held(kind);
    }

    /**
     * The present person lets a held job go on: it runs again and is {@link JobDecision#isApplied applied}. Asked twice it
     * happens once; 409 when the job is not held and was not applied so either.
     *
     * @return whether this call decided it
     */
    public boolean apply(String kind, UUID id, @Nullable String reason) {
        Job job = require(kind, id);
        JobDecision decision = new JobDecision(true, actor.actor().name(), reason, clock.instant());
        if (jobs.requeue(id, decision.in(job.parameters()))) {
            queued.fire(new JobQueued(id));
            return true;
        }
        return isDecided(require(kind, id), decision);
    }

    /**
     * The present person refuses a held job: nothing of it is applied and its upload goes. Asked twice it happens once; 409
     * when the job is not held and was not refused either.
     *
     * @return whether this call decided it
     */
    public boolean refuse(String kind, UUID id, @Nullable String reason) {
        Job job = require(kind, id);
        JobDecision decision = new JobDecision(false, actor.actor().name(), reason, clock.instant());
        List<String> problems = new ArrayList<>(job.problems());
        problems.add("Refused by " + decision.by() + (reason == null ? "." : ": " + reason));
        if (jobs.refuse(id, decision.in(job.parameters()), problems)) {
            refused.fire(new JobRefused(job.file()));
            return true;
        }
        return isDecided(require(kind, id), decision);
    }

    /** False where it was decided that way before. */
    private static boolean isDecided(Job job, JobDecision wanted) {
        JobDecision known = JobDecision.of(job);
        if (known != null && known.applied() == wanted.applied()) {
            return false;
        }
        String how = known == null ? "" : (known.applied() ? ", applied by " : ", refused by ") + known.by();
        throw new ProblemException(
                PlatformProblem.CONFLICT, "It is " + job.state().word() + how + "; only a held one can be decided.");
    }

    /** The upload of a refused job goes once the refusal stands. */
    void forget(@Observes(during = TransactionPhase.AFTER_SUCCESS) JobRefused event) {
        if (event.file() != null) {
            delete(Path.of(event.file()));
        }
    }

    /** Uploads of jobs that another server ended. */
    void sweep(@Observes StartupEvent start) {
        try (Stream<Path> files = Files.list(folder.folder(UPLOADS))) {
            files.filter(this::isLeftOver).forEach(JobService::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isLeftOver(Path file) {
        try {
            return jobs.find(UUID.fromString(file.getFileName().toString()))
                    .filter(job -> job.state() == JobState.SUCCEEDED || job.state() == JobState.FAILED)
                    .isPresent();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private Job queue(UUID id, String kind, Map<String, String> parameters, @Nullable String file, long size) {
        jobs.insert(id, kind, parameters, file, size, actor.actor().name());
        queued.fire(new JobQueued(id));
        return jobs.find(id).orElseThrow();
    }

    static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
