package io.patchwave.platform.job;

import io.patchwave.platform.config.DataFolder;
import io.patchwave.platform.id.Ids;
import io.patchwave.platform.paging.Page;
import io.patchwave.platform.paging.PageRequest;
import io.patchwave.platform.problem.PlatformProblem;
import io.patchwave.platform.problem.ProblemException;
import io.patchwave.platform.security.CurrentActor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Queues long work and tells how far it is. */
@ApplicationScoped
public class JobService {
    private static final String UPLOADS = "uploads";

    private final Jobs jobs;
    private final Ids ids;
    private final DataFolder folder;
    private final CurrentActor actor;
    private final Event<JobQueued> queued;

    JobService(Jobs jobs, Ids ids, DataFolder folder, CurrentActor actor, Event<JobQueued> queued) {
        this.jobs = jobs;
        this.ids = ids;
        this.folder = folder;
        this.actor = actor;
        this.queued = queued;
    }

    /** A hint that there is work; the runner finds it by query anyway. */
    record JobQueued(UUID id) {}

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

    /** A person lets a held job go on: it runs again with {@code approved=true}. 409 when it is not held. */
    public void apply(String kind, UUID id) {
        Job job = require(kind, id);
        Map<String, String> parameters = new HashMap<>(job.parameters());
        parameters.put("approved", "true");
        if (!jobs.requeue(id, parameters)) {
            throw notHeld(job);
        }
        queued.fire(new JobQueued(id));
    }

    /** A person refuses a held job: nothing of it is applied. 409 when it is not held. */
    public void refuse(String kind, UUID id) {
        Job job = require(kind, id);
        if (job.state() != JobState.HELD) {
            throw notHeld(job);
        }
        jobs.refuse(id);
        if (job.file() != null) {
            delete(Path.of(job.file()));
        }
    }

    private Job queue(
            UUID id,
            String kind,
            Map<String, String> parameters,
            @org.jspecify.annotations.Nullable String file,
            long size) {
        jobs.insert(id, kind, parameters, file, size, actor.actor().name());
        queued.fire(new JobQueued(id));
        return jobs.find(id).orElseThrow();
    }

    private static ProblemException notHeld(Job job) {
        return new ProblemException(
                PlatformProblem.CONFLICT, "It is " + job.state().word() + "; only a held one can be decided.");
    }

    static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
