package io.patchwave.catalog.feed;

import io.patchwave.audit.AuditTrail;
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

    /** Lets a held import go on; 409 when it is not held. */
    @Transactional
    public ImportView apply(UUID id, @Nullable String reason) {
        jobs.apply(KIND, id);
        audit.record("catalog.import-applied", KIND + ":" + id, reason(reason));
        return require(id);
    }

    /** Refuses a held import: nothing of it is applied; 409 when it is not held. */
    @Transactional
    public ImportView refuse(UUID id, @Nullable String reason) {
        jobs.refuse(KIND, id);
        audit.record("catalog.import-refused", KIND + ":" + id, reason(reason));
        return require(id);
    }

    private static Map<String, String> reason(@Nullable String reason) {
        return reason == null ? Map.of() : Map.of("reason", reason);
    }
}
