package io.patchwave.compliance.export;

import io.patchwave.compliance.ComplianceQuery;
import io.patchwave.exposure.FindingQuery.Grain;
import io.patchwave.platform.job.JobHandler;
import io.patchwave.platform.job.JobRun;
import io.patchwave.platform.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** Writes a queued export to a file. */
@ApplicationScoped
class ExportJob implements JobHandler {
    private final ExportService exports;

    ExportJob(ExportService exports) {
        this.exports = exports;
    }

    @Override
    public String kind() {
        return ExportService.KIND;
    }

    @Override
    public void run(JobRun run) throws Exception {
        Map<String, String> parameters = run.parameters();
        ExportFormat format = ExportFormat.of(parameters.get("format"));
        ComplianceQuery query = new ComplianceQuery(
                Instant.parse(parameters.get("asOf")),
                Instant.parse(parameters.get("knownAt")),
                Grain.valueOf(parameters.getOrDefault("grain", Grain.REMEDY.name())),
                parameters.get("group"));
        UUID export = exports.open(query, format);
        Path file = exports.file(export);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            ExportHead head = exports.write(export, query, format, run.queuedBy(), out);
            run.created(head.rowCount());
        }
        run.result(Json.write(Map.of("export", export.toString())));
    }
}
