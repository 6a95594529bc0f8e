package io.patchwave.compliance.export;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.patchwave.compliance.ComplianceRow;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * RFC 4180 in UTF-8. Cells that a spreadsheet would take for a formula get an apostrophe before them: {@code =cmd} → {@code
 * '=cmd} (OWASP, CSV Injection).
 */
final class CsvRows implements RowWriter {
    private static final String FORMULA_STARTS = "=+-@\t\r";

    private final Writer text;
    private final CsvWriter csv;

    CsvRows(OutputStream out) {
        text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        csv = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text);
    }

    @Override
    public void begin() {
        csv.writeRecord(ComplianceRow.COLUMNS);
    }

    @Override
    public void row(ComplianceRow row) {
        List<String> cells = row.cells().values().stream().map(CsvRows::safe).toList();
        csv.writeRecord(cells);
    }

    @Override
    public void end() throws IOException {
        csv.flush();
        text.flush();
    }

    static String safe(@Nullable String cell) {
        if (cell == null || cell.isEmpty()) {
            return "";
        }
        return FORMULA_STARTS.indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    }
}
