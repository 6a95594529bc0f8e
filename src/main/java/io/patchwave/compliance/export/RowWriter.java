package io.patchwave.compliance.export;

import io.patchwave.compliance.ComplianceRow;
import java.io.IOException;

/** Writes rows in one format to a stream it was made for. */
interface RowWriter {
    /** What comes before the first row. */
    void begin() throws IOException;

    /** One row. */
    void row(ComplianceRow row) throws IOException;

    /** What comes after the last row; the stream stays open. */
    void end() throws IOException;
}
