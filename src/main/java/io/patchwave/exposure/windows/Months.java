package io.patchwave.exposure.windows;

import io.patchwave.catalog.WindowsStatement;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The month each KB belongs to (W1): that of the document in which most of its (CVE, product) pairs stand. */
final class Months {
    /** No document names the KB. */
    static final int NEVER = -1;

    private static final DateTimeFormatter ID = DateTimeFormatter.ofPattern("uuuu-MMM", Locale.ENGLISH);

    private final Map<String, Integer> documents = new HashMap<>();
    private final Map<Integer, Map<String, Integer>> pairs = new HashMap<>();

    /** Months since year 0, so that later is larger. */
    static int of(YearMonth month) {
        return month.getYear() * 12 + month.getMonthValue() - 1;
    }

    /** The month of a document, by its id or else its first release. */
    int of(WindowsStatement statement) {
        return documents.computeIfAbsent(
                statement.document(), id -> Months.of(ofDocument(id, statement.initialRelease())));
    }

    private static YearMonth ofDocument(String id, Instant initialRelease) {
        if (id.length() >= 8) {
            try {
                return YearMonth.parse(id.substring(0, 8), ID);
            } catch (DateTimeParseException e) {
                // an id such as Oct-OOB: the date decides
            }
        }
        return YearMonth.from(initialRelease.atZone(ZoneOffset.UTC));
    }

    /** So many more pairs of that KB stand in that document, whose month must have been asked before. */
    void count(int kb, String document, int more) {
        pairs.computeIfAbsent(kb, unused -> new HashMap<>(2)).merge(document, more, Integer::sum);
    }

    /** The month of every KB counted; the later one on a tie. */
    Map<Integer, Integer> result() {
        Map<Integer, Integer> result = new HashMap<>(pairs.size() * 2);
        pairs.forEach((kb, counts) -> {
            int most = Collections.max(counts.values());
            int month = NEVER;
            for (var entry : counts.entrySet()) {
                if (entry.getValue() == most) {
                    month = Math.max(month, documents.getOrDefault(entry.getKey(), NEVER));
                }
            }
            result.put(kb, month);
        });
        return result;
    }
}
