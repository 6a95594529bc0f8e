package io.patchwave.catalog.feed;

import io.patchwave.catalog.HistoryLine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads the update history: tab separated, header first, the order of lines is the order of release. */
public final class HistoryReader {
    /** The first line of every such file. */
    public static final String HEADER = "product\tline\tkind\trevision\tkb";

    private HistoryReader() {}

    /** All lines; one that is not of this form refuses the file. */
    public static List<HistoryLine> read(InputStream content, String file) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(content, StandardCharsets.UTF_8));
        String header = reader.readLine();
        if (header == null || !header.strip().equals(HEADER)) {
            throw new DocumentRefused(
                    file,
                    "line 1: an update history begins with the columns product, line, kind,"
                            + " revision, kb, separated by tabs.");
        }
        List<HistoryLine> lines = new ArrayList<>();
        int number = 1;
        for (String text = reader.readLine(); text != null; text = reader.readLine()) {
            number++;
            if (!text.isBlank()) {
                lines.add(line(text, file, number));
            }
        }
        return lines;
    }

    private static HistoryLine line(String text, String file, int number) throws DocumentRefused {
        String[] cells = text.split("\t", -1);
        if (cells.length != 5
                || !(cells[2].equals("rollup") || cells[2].equals("securityOnly"))
                || !cells[3].matches("\\d{0,9}")
                || !cells[4].strip().matches("(KB\\d{6,7})?")) {
            throw new DocumentRefused(
                    file,
                    "line " + number + ": expected product, line, rollup or securityOnly,"
                            + " a revision or nothing, KBnnnnnnn or nothing.");
        }
        return new HistoryLine(
                cells[0].strip(),
                cells[1].strip(),
                cells[2],
                cells[3].isEmpty() ? null : Integer.valueOf(cells[3]),
                cells[4].isBlank() ? null : cells[4].strip());
    }
}
