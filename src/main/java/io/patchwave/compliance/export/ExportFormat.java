package io.patchwave.compliance.export;

import io.patchwave.platform.problem.ProblemException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** The formats an export can have. */
public enum ExportFormat {
    CSV("text/csv; charset=UTF-8; header=present") {
        @Override
        RowWriter writer(OutputStream out) {
            return new CsvRows(out);
        }
    },
    NDJSON("application/x-ndjson") {
        @Override
        RowWriter writer(OutputStream out) {
            return new NdjsonRows(out);
        }
    };

    private final String mediaType;

    ExportFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    /** Media type of the content. */
    public String mediaType() {
        return mediaType;
    }

    /** The word of the API and the file name's ending. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    abstract RowWriter writer(OutputStream out);

    /** Reads the word of the API; null is CSV; 400 for a word it does not know. */
    public static ExportFormat of(@Nullable String word) {
        if (word == null) {
            return CSV;
        }
        for (ExportFormat format : values()) {
            if (format.word().equals(word)) {
                return format;
            }
        }
        throw ProblemException.invalid("format", "must be csv or ndjson, was " + word);
    }
}
