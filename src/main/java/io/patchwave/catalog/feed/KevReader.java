package io.patchwave.catalog.feed;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.patchwave.catalog.KevEntry;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads CISA's catalogue of known exploited vulnerabilities, its JSON and its CSV form. */
public final class KevReader {
    private KevReader() {}

    /** A whole catalogue; the CSV form says no date, its newest entry's stands for it. */
    public record Catalogue(Instant releasedAt, List<KevEntry> entries) {}

    /** The JSON form. */
    public static Catalogue read(JsonNode root, String file) throws DocumentRefused {
        List<KevEntry> entries = new ArrayList<>();
        for (JsonNode entry : root.path("vulnerabilities")) {
            entries.add(entry(
                    entry.path("cveID").asText(""),
                    entry.path("dateAdded").asText(""),
                    entry.path("dueDate").asText(""),
                    entry.path("knownRansomwareCampaignUse").asText(""),
                    file));
        }
        Instant released = Dates.instant(root.path("dateReleased").asText(""));
        return catalogue(released, entries, file);
    }

    /** The CSV form; columns by their names. */
    public static Catalogue readCsv(InputStream content, String file) throws IOException {
        List<KevEntry> entries = new ArrayList<>();
        try {
            CsvReader<NamedCsvRecord> rows =
                    CsvReader.builder().ofNamedCsvRecord(new InputStreamReader(content, StandardCharsets.UTF_8));
            for (NamedCsvRecord row : rows) {
                entries.add(entry(
                        row.findField("cveID").orElse(""),
                        row.findField("dateAdded").orElse(""),
                        row.findField("dueDate").orElse(""),
                        row.findField("knownRansomwareCampaignUse").orElse(""),
                        file));
            }
        } catch (CsvParseException e) {
            throw new DocumentRefused(file, "not readable CSV: " + e.getMessage());
        }
        return catalogue(null, entries, file);
    }

    private static Catalogue catalogue(@Nullable Instant released, List<KevEntry> entries, String file)
            throws DocumentRefused {
        LocalDate newest = entries.stream()
                .map(KevEntry::added)
                .max(Comparator.naturalOrder())
                .orElseThrow(() -> new DocumentRefused(file, "it holds no entry."));
        entries.sort(Comparator.comparing(KevEntry::cve));
        return new Catalogue(
                released == null ? newest.atStartOfDay().toInstant(ZoneOffset.UTC) : released, List.copyOf(entries));
    }

    private static KevEntry entry(String cve, String added, String due, String ransomware, String file)
            throws DocumentRefused {
        if (!cve.matches("CVE-\\d{4}-\\d{4,}")) {
            throw new DocumentRefused(file, "an entry has no cveID: \"" + cve + "\".");
        }
        try {
            return new KevEntry(
                    cve,
                    LocalDate.parse(added),
                    due.isEmpty() ? null : LocalDate.parse(due),
                    ransomware.equalsIgnoreCase("Known"));
        } catch (DateTimeParseException e) {
            throw new DocumentRefused(file, cve + ": \"" + added + "\" or \"" + due + "\" is no date.");
        }
    }
}
