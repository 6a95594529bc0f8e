package io.patchwave.catalog.feed;

import io.patchwave.audit.AuditTrail;
import io.patchwave.platform.job.Job;
import io.patchwave.platform.job.JobService;
import io.patchwave.platform.paging.Page;
import io.patchwave.platform.paging.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Queues imports, tells how far they are, and lets a person decide on held ones. */
@ApplicationScoped
public class CatalogImports {
    static final String KIND = "catalog-import";

    private final JobService jobs;
    private final AuditTrail audit;

    CatalogImports(JobService jobs, AuditTrail audit) {
        this.jobs = jobs;
        this.audit = audit;
    }

    /**
     * Queues an import of the body, which is streamed to disk.
     *
     * @param format a word of {@link Format}; 400 otherwise
     * @param filename for messages, and for names and dates that only the file's name tells
     * @param mirror the repository the documents belong to
     * @param forWord whom it speaks for, {@code almalinux:8}; 400 when of another form
     */
    public ImportView submit(
            String format,
            @Nullable String filename,
            @Nullable String mirror,
            @Nullable String forWord,
            InputStream body) {
        Map<String, String> parameters = new HashMap<>();
        parameters.put("format", Format.ofWord(format).word());
        if (filename != null && !filename.isBlank()) {
            parameters.put("filename", filename.strip());
        }
        if (mirror != null && !mirror.isBlank()) {
            parameters.put("mirror", mirror.strip());
        }
        if (Scope.ofWord(forWord) != null && forWord != null) {
            parameters.put("for", forWord.strip());
        }
        return ImportView.of(jobs.submit(KIND, parameters, body));
    }

    /** One import; 404 when there is none. */
    public ImportView require(UUID id) {
        return ImportView.of(jobs.require(KIND, id));
    }

    /** Imports, newest first. */
    public Page<ImportView> list(PageRequest page, boolean count) {
        return jobs.list(KIND, page, count).map(ImportView::of);
    }

    /** Lets a held import go on, once; 409 when it is neither held nor applied so. */
    @Transactional
    public ImportView apply(UUID id, @Nullable String reason) {
        if (jobs.apply(KIND, id, said(reason))) {
            audit.record("catalog.import-applied", KIND + ":" + id, details(id, reason));
        }
        return require(id);
    }

    /** Refuses a held import for good: nothing of it is applied; 409 when it is neither held nor refused. */
    @Transactional
    public ImportView refuse(UUID id, @Nullable String reason) {
        if (jobs.refuse(KIND, id, said(reason))) {
            audit.record("catalog.import-refused", KIND + ":" + id, details(id, reason));
        }
        return require(id);
    }

    private Map<String, String> details(UUID id, @Nullable String reason) {
        Map<String, String> details = new HashMap<>();
        Job job = jobs.require(KIND, id);
        details.put("queuedBy", job.queuedBy());
        details.put("filename", job.parameters().getOrDefault("filename", ""));
        if (said(reason) != null) {
            details.put("reason", String.valueOf(said(reason)));
        }
        return details;
    }

    private static @Nullable String said(@Nullable String reason) {
        return reason == null || reason.isBlank() ? null : reason.strip();
    }
}
