package io.patchwave.compliance.export;

import io.patchwave.compliance.ComplianceRow;
import io.patchwave.platform.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** One JSON object a line; members are the columns, empty cells are left out. */
final class NdjsonRows implements RowWriter {
    private final OutputStream out;

    NdjsonRows(OutputStream out) {
        this.out = out;
    }

    @Override
    public void begin() {
        // NDJSON has no head of its own.
    }

    @Override
    public void row(ComplianceRow row) throws IOException {
        Map<String, String> members = new LinkedHashMap<>();
        row.cells().forEach((column, cell) -> {
            if (cell != null) {
                members.put(column, cell);
            }
        });
        out.write((Json.write(members) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void end() throws IOException {
        out.flush();
    }
}
