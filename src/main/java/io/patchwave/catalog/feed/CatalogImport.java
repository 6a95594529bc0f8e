package io.patchwave.catalog.feed;

import io.patchwave.catalog.CatalogProblem;
import io.patchwave.catalog.CatalogStore;
import io.patchwave.catalog.Staged;
import io.patchwave.platform.input.MeteredInput;
import io.patchwave.platform.job.Job;
import io.patchwave.platform.job.JobDecision;
import io.patchwave.platform.job.JobHandler;
import io.patchwave.platform.job.JobRun;
import io.patchwave.platform.job.JobService;
import io.patchwave.platform.json.Json;
import io.patchwave.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongConsumer;

/** The job that reads an upload and hands it to the catalog. */
@ApplicationScoped
class CatalogImport implements JobHandler {
    private final CatalogStore store;
    private final JobService jobs;

    CatalogImport(CatalogStore store, JobService jobs) {
        this.store = store;
        this.jobs = jobs;
    }

    @Override
    public String kind() {
        return CatalogImports.KIND;
    }

    @Override
    public void run(JobRun run) throws IOException {
        long size = Files.size(run.file());
        run.total(size);
        Staged staged = read(run);
        List<String> documents = ImportDifference.documents(staged);
        JobDecision decision = JobDecision.of(run);
        String by = decision == null ? run.queuedBy() : run.queuedBy() + ", applied by " + decision.by();
        try {
            CatalogStore.Outcome outcome = store.apply(
                    staged,
                    CatalogImports.KIND + ":" + run.id(),
                    by,
                    decision == null ? CatalogStore.Guarding.HOLD : CatalogStore.Guarding.RECORD);
            run.created(outcome.created());
            run.updated(outcome.updated());
            run.unchanged(outcome.unchanged());
            if (decision != null && outcome.judged() != null) {
                run.hold(Json.write(ImportDifference.of(outcome.judged(), documents)));
            }
        } catch (CatalogStore.ImportHeld held) {
            run.problem(held.judged().decision().reason());
            run.hold(Json.write(ImportDifference.of(held.judged(), documents)));
        }
        tellOfHeld(run, documents);
        run.done(size);
    }

    /** Another import of the same document may wait for a person: whoever decides on either should know. */
    private void tellOfHeld(JobRun run, List<String> documents) {
        for (Job other : jobs.held(CatalogImports.KIND)) {
            String difference = other.difference();
            if (other.id().equals(run.id()) || difference == null) {
                continue;
            }
            Set<String> same = new TreeSet<>(ImportDifference.documentsIn(difference));
            same.retainAll(documents);
            if (!same.isEmpty()) {
                run.problem("Import " + other.id() + " ("
                        + other.parameters().getOrDefault("filename", "upload") + ") of the same document ("
                        + same.iterator().next() + ") is held: apply or refuse it.");
            }
        }
    }

    private static Staged read(JobRun run) throws IOException {
        String filename = run.parameters().getOrDefault("filename", "upload");
        Upload upload = new Upload(
                Format.ofWord(run.parameters().getOrDefault("format", "auto")),
                filename,
                run.parameters().get("mirror"),
                Scope.ofWord(run.parameters().get("for")),
                run::problem);
        Staged staged;
        try (InputStream raw = new Counting(Files.newInputStream(run.file()), run::done)) {
            staged = upload.read(new BufferedInputStream(raw, 1 << 16));
        }
        upload.rejected().forEach(run::problem);
        run.rejected(upload.rejected().size());
        if (staged.documents().isEmpty()) {
            throw new ProblemException(
                    CatalogProblem.NOTHING_READABLE,
                    filename + ": nothing in it could be taken, and nothing was changed.");
        }
        return staged;
    }

    /** Tells how many bytes have been read. */
    private static final class Counting extends MeteredInput {
        private final LongConsumer progress;
        private long bytes;

        Counting(InputStream in, LongConsumer progress) {
            super(in);
            this.progress = progress;
        }

        @Override
        protected void passed(int more) {
            bytes += more;
            progress.accept(bytes);
        }
    }
}
