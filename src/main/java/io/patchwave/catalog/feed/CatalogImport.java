package io.patchwave.catalog.feed;

import io.patchwave.catalog.CatalogProblem;
import io.patchwave.catalog.CatalogStore;
import io.patchwave.catalog.ImportGuard;
import io.patchwave.catalog.Staged;
import io.patchwave.platform.job.JobHandler;
import io.patchwave.platform.job.JobRun;
import io.patchwave.platform.json.Json;
import io.patchwave.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.function.LongConsumer;

/** The job that reads an upload and hands it to the catalog. */
@ApplicationScoped
class CatalogImport implements JobHandler {
    private static final int LISTED = 1000;

    private final CatalogStore store;

    CatalogImport(CatalogStore store) {
        this.store = store;
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
        boolean approved = "true".equals(run.parameters().get("approved"));
        try {
            CatalogStore.Outcome outcome =
                    store.apply(staged, CatalogImports.KIND + ":" + run.id(), run.queuedBy(), approved);
            run.created(outcome.created());
            run.updated(outcome.updated());
            run.unchanged(outcome.unchanged());
        } catch (CatalogStore.ImportHeld held) {
            run.problem(held.decision().reason());
            run.hold(Json.write(Shown.of(held)));
        }
        run.done(size);
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

    /** What a person sees of a held import. */
    record Shown(
            String reason,
            long hostsConcerned,
            long hosts,
            int created,
            int changed,
            int withdrawn,
            List<String> changedAdvisories,
            List<String> withdrawnAdvisories) {
        static Shown of(CatalogStore.ImportHeld held) {
            ImportGuard.Decision decision = held.decision();
            ImportGuard.Difference difference = held.difference();
            return new Shown(
                    decision.reason(),
                    decision.hostsConcerned(),
                    decision.hosts(),
                    difference.created().size(),
                    difference.changed().size(),
                    difference.withdrawn().size(),
                    difference.changed().stream().limit(LISTED).toList(),
                    difference.withdrawn().stream().limit(LISTED).toList());
        }
    }

    /** Tells how many bytes have been read. */
    private static final class Counting extends FilterInputStream {
        private final LongConsumer progress;
        private long bytes;

        Counting(InputStream in, LongConsumer progress) {
            super(in);
            this.progress = progress;
        }

        @Override
        public int read() throws IOException {
            int octet = super.read();
            count(octet < 0 ? 0 : 1);
            return octet;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            count(Math.max(count, 0));
            return count;
        }

        private void count(int more) {
            bytes += more;
            progress.accept(bytes);
        }
    }
}
