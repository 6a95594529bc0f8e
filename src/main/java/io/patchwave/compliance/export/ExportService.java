package io.patchwave.compliance.export;

import io.patchwave.audit.AuditTrail;
import io.patchwave.catalog.CatalogService;
import io.patchwave.compliance.ComplianceProblem;
import io.patchwave.compliance.ComplianceQuery;
import io.patchwave.compliance.ComplianceService;
import io.patchwave.compliance.ComplianceService.Population;
import io.patchwave.platform.config.DataFolder;
import io.patchwave.platform.id.Ids;
import io.patchwave.platform.job.JobService;
import io.patchwave.platform.json.Json;
import io.patchwave.platform.keys.SigningKeys;
import io.patchwave.platform.problem.ProblemException;
import io.patchwave.platform.security.CurrentActor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes exports: streamed to the caller, or as a job whose content stays. Either way the export has an id from its first byte
 * and a head when it is whole; a stream cannot open with its own hash (engineering, law 12).
 */
@ApplicationScoped
public class ExportService {
    /** Kind of the job. */
    public static final String KIND = "compliance-export";

    private static final String FOLDER = "exports";

    private final ComplianceService compliance;
    private final CatalogService catalog;
    private final Exports exports;
    private final SigningKeys keys;
    private final AuditTrail audit;
    private final JobService jobs;
    private final CurrentActor actor;
    private final DataFolder folder;
    private final Ids ids;
    private final Clock clock;

    ExportService(
            ComplianceService compliance,
            CatalogService catalog,
            Exports exports,
            SigningKeys keys,
            AuditTrail audit,
            JobService jobs,
            CurrentActor actor,
            DataFolder folder,
            Ids ids,
            Clock clock) {
        this.compliance = compliance;
        this.catalog = catalog;
        this.exports = exports;
        this.keys = keys;
        this.audit = audit;
        this.jobs = jobs;
        this.actor = actor;
        this.folder = folder;
        this.ids = ids;
        this.clock = clock;
    }

    /** Opens an export: writes it to the audit log and gives it its id. */
    @Transactional
    public UUID open(ComplianceQuery query, ExportFormat format) {
        UUID id = ids.next();
        exports.begin(id, format, query.asOf(), query.knownAt(), actor.actor().name());
        audit.record(
                "compliance.exported",
                "export:" + id,
                Map.of(
                        "format",
                        format.word(),
                        "asOf",
                        query.asOf().toString(),
                        "grain",
                        query.grain().name()));
        return id;
    }

    /** Writes the content of an opened export; its head is there when this returns. A failure marks it failed. */
    public ExportHead write(UUID id, ComplianceQuery query, ExportFormat format, String by, OutputStream out) {
        try {
            CountedOutput counted = new CountedOutput(out);
            long[] rows = {0};
            RowWriter writer = format.writer(counted);
            writer.begin();
            Population population = compliance.rows(query, row -> {
                try {
                    writer.row(row);
                } catch (IOException e) {
                    throw new UncheckedIOException("the reader has gone", e);
                }
                rows[0]++;
            });
            writer.end();
            ExportHead head = head(id, query, format, by, population, rows[0], counted.sha256());
            exports.succeed(id, rows[0], head.sha256(), Json.write(head));
            return head;
        } catch (IOException e) {
            exports.fail(id);
            throw new UncheckedIOException("the reader has gone", e);
        } catch (RuntimeException e) {
            exports.fail(id);
            throw e;
        }
    }

    /** Queues an export whose content stays; the job's id is the export's. */
    public UUID queue(ComplianceQuery query, ExportFormat format) {
        Map<String, String> parameters = new HashMap<>();
        parameters.put("format", format.word());
        parameters.put("asOf", query.asOf().toString());
        parameters.put("knownAt", query.knownAt().toString());
        parameters.put("grain", query.grain().name());
        if (query.group() != null) {
            parameters.put("group", query.group());
        }
        return jobs.submit(KIND, parameters).id();
    }

    /** State and head of an export; 404 when there is none. */
    public ExportView find(UUID id) {
        UUID export = exportOf(id);
        return exports.find(export)
                .map(stored -> new ExportView(
                        id,
                        stored.state(),
                        stored.format(),
                        stored.asOf(),
                        stored.knownAt(),
                        stored.head() == null ? null : Json.tree(stored.head())))
                .orElseGet(() -> ExportView.of(jobs.require(KIND, id)));
    }

    /** The file of a finished export; 409 while it is not, 404 when it was streamed and not kept. */
    public Path content(UUID id) {
        ExportView view = find(id);
        if (!view.state().equals("succeeded")) {
            throw new ProblemException(
                    ComplianceProblem.EXPORT_NOT_READY,
                    "The export is " + view.state() + "; ask again when it has succeeded.");
        }
        Path file = file(exportOf(id));
        if (!Files.exists(file)) {
            throw ProblemException.notFound("kept content of export", id);
        }
        return file;
    }

    /** Where the content of an export lies. */
    Path file(UUID export) {
        return folder.folder(FOLDER).resolve(export.toString());
    }

    private UUID exportOf(UUID id) {
        return jobs.find(KIND, id)
                .map(job -> job.result())
                .map(result -> UUID.fromString(Json.tree(result).get("export").asText()))
                .orElse(id);
    }

    private ExportHead head(
            UUID id,
            ComplianceQuery query,
            ExportFormat format,
            String by,
            Population population,
            long rows,
            String sha256) {
        Map<String, String> scope = new HashMap<>();
        scope.put("grain", query.grain().name().toLowerCase(java.util.Locale.ROOT));
        scope.put("group", query.group() == null ? "all hosts" : query.group());
        @Nullable String previous = exports.newestHash().orElse(null);
        ExportHead head = new ExportHead(
                id,
                format.word(),
                query.asOf(),
                query.knownAt(),
                clock.instant(),
                by,
                "UTC",
                scope,
                population,
                new ExportHead.Catalog(catalog.revision(), catalog.age().toSeconds()),
                Map.of(),
                rows,
                sha256,
                previous,
                keys.fingerprint(),
                null);
        return head.signed(keys.sign(Json.write(head).getBytes(StandardCharsets.UTF_8)));
    }
}
