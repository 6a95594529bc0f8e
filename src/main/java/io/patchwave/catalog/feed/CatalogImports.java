package io.patchwave.catalog.feed;

import io.patchwave.platform.job.JobService;
import io.patchwave.platform.job.JobView;
import jakarta.enterprise.context.ApplicationScoped;
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

    CatalogImports(JobService jobs) {
        this.jobs = jobs;
    }

    /**
     * Queues an import of the body, which is streamed to disk.
     *
     * @param format a word of {@link Format}; 400 otherwise
     * @param filename for messages, and for names and dates that only the file's name tells
     * @param mirror the repository the documents belong to
     * @param forWord whom it speaks for, {@code almalinux:8}; 400 when of another form
     */
    public JobView submit(
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
        return JobView.of(jobs.submit(KIND, parameters, body));
    }

    /** One import; 404 when there is none. */
    public JobView require(UUID id) {
        return JobView.of(jobs.require(KIND, id));
    }

    /** Lets a held import go on; 409 when it is not held. */
    public void apply(UUID id) {
        jobs.apply(KIND, id);
    }

    /** Refuses a held import: nothing of it is applied; 409 when it is not held. */
    public void refuse(UUID id) {
        jobs.refuse(KIND, id);
    }
}
