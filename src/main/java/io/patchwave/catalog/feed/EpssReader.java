package io.patchwave.catalog.feed;

import io.patchwave.catalog.EpssScore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a day of EPSS. Headers through the years: {@code cve,epss} (April 2021), {@code cve,epss,percentile} (September 2021),
 * a comment {@code #model_version:…,score_date:…} before it (since 2022).
 */
public final class EpssReader {
    private static final Pattern DATE_IN_COMMENT = Pattern.compile("score_date:([^,]+)");
    private static final Pattern DATE_IN_NAME = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})");

    private EpssReader() {}

    /** A day's scores; the date comes from the comment, else from the file's name, else it is null. */
    public record Day(@Nullable Instant date, List<EpssScore> scores) {}

    /** All scores; a header or a row of another form refuses the file. */
    public static Day read(InputStream content, String file) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(content, StandardCharsets.UTF_8));
        String line = reader.readLine();
        int number = 1;
        Instant date = null;
        if (line != null && line.startsWith("#")) {
            Matcher comment = DATE_IN_COMMENT.matcher(line);
            date = comment.find() ? Dates.instant(comment.group(1)) : null;
            line = reader.readLine();
            number++;
        }
        List<String> columns =
                line == null ? List.of() : Arrays.asList(line.strip().split(","));
        if (!columns.contains("cve") || !columns.contains("epss")) {
            throw new DocumentRefused(
                    file,
                    "line " + number + ": the header is \"" + line + "\", EPSS has the columns cve, epss, percentile.");
        }
        Map<String, EpssScore> scores = new LinkedHashMap<>();
        for (line = reader.readLine(); line != null; line = reader.readLine()) {
            number++;
            if (!line.isBlank()) {
                EpssScore score = score(line.strip().split(","), columns, file, number);
                scores.put(score.cve(), score);
            }
        }
        if (date == null) {
            Matcher name = DATE_IN_NAME.matcher(file);
            date = name.find() ? Dates.instant(name.group(1)) : null;
        }
        return new Day(date, List.copyOf(scores.values()));
    }

    private static EpssScore score(String[] cells, List<String> columns, String file, int number)
            throws DocumentRefused {
        int percentile = columns.indexOf("percentile");
        try {
            String cve = cells[columns.indexOf("cve")];
            double score = Double.parseDouble(cells[columns.indexOf("epss")]);
            if (!cve.startsWith("CVE-") || !(score >= 0 && score <= 1)) {
                throw new DocumentRefused(file, "line " + number + ": expected a CVE and a probability from 0 to 1.");
            }
            return new EpssScore(cve, score, percentile < 0 ? null : (Double) Double.parseDouble(cells[percentile]));
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new DocumentRefused(file, "line " + number + ": expected a CVE and numbers.");
        }
    }
}
