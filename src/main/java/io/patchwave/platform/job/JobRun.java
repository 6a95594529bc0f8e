package io.patchwave.platform.job;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A job at work: its input, and where its handler tells how far it is. Safe to read from another thread. */
public final class JobRun {
    private static final int MOST_PROBLEMS = 200;

    private final Job job;
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong total = new AtomicLong();
    private final AtomicLong created = new AtomicLong();
    private final AtomicLong updated = new AtomicLong();
    private final AtomicLong unchanged = new AtomicLong();
    private final AtomicLong rejected = new AtomicLong();
    private final List<String> problems = new ArrayList<>();
    private volatile @Nullable String difference;
    private volatile @Nullable String result;

    /** A run of that job; for the runner and for tests of handlers. */
    public JobRun(Job job) {
        this.job = job;
    }

    public UUID id() {
        return job.id();
    }

    /** Query parameters and the like, as given when the job was queued. */
    public Map<String, String> parameters() {
        return job.parameters();
    }

    /** Who queued it. */
    public String queuedBy() {
        return job.queuedBy();
    }

    /** The uploaded file. */
    public Path file() {
        if (job.file() == null) {
            throw new IllegalStateException("job " + job.id() + " has no file");
        }
        return Path.of(job.file());
    }

    /** How many units there are; bytes for imports. */
    public void total(long units) {
        total.set(units);
    }

    /** How many units are worked off. */
    public void done(long units) {
        done.set(units);
    }

    public void created(long items) {
        created.addAndGet(items);
    }

    public void updated(long items) {
        updated.addAndGet(items);
    }

    public void unchanged(long items) {
        unchanged.addAndGet(items);
    }

    public void rejected(long items) {
        rejected.addAndGet(items);
    }

    /** Something a person should know; the first 200 are kept. */
    public synchronized void problem(String sentence) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(sentence);
        }
    }

    /** Stops short of applying: the job is held with this difference (JSON text) when the handler returns. */
    public void hold(String differenceJson) {
        difference = differenceJson;
    }

    /** What the job answers (JSON text). */
    public void result(String resultJson) {
        result = resultJson;
    }

    long done() {
        return done.get();
    }

    long total() {
        return total.get();
    }

    /** Counts so far. */
    public Job.Counts counts() {
        return new Job.Counts(created.get(), updated.get(), unchanged.get(), rejected.get());
    }

    /** Problems so far. */
    public synchronized List<String> problems() {
        return List.copyOf(problems);
    }

    /** The difference a held job shows, or null. */
    public @Nullable String difference() {
        return difference;
    }

    @Nullable String result() {
        return result;
    }
}
