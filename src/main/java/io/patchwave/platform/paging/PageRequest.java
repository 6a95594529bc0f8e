package io.patchwave.platform.paging;

import io.patchwave.platform.id.Secrets;
import io.patchwave.platform.json.Json;
import io.patchwave.platform.problem.PlatformProblem;
import io.patchwave.platform.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a caller asks of a list. A cursor carries the key of the last row seen and a fingerprint of the query (its path and
 * filters), so that a cursor of another query is refused instead of answering nonsense.
 *
 * @param fingerprint identifies the query
 * @param limit 1 to 1000
 * @param after key of the last row seen, as text; empty on the first page
 */
public record PageRequest(String fingerprint, int limit, List<String> after) {
    /** Rows on a page when the caller does not say. */
    public static final int DEFAULT_LIMIT = 50;

    private static final int MAX_LIMIT = 1000;

    /** Reads {@code ?limit=&after=}; {@code query} is everything that selects and orders the rows. */
    public static PageRequest of(@Nullable Integer limit, @Nullable String cursor, @Nullable Object... query) {
        int rows = limit == null ? DEFAULT_LIMIT : limit;
        if (rows < 1 || rows > MAX_LIMIT) {
            throw ProblemException.invalid("limit", "must be between 1 and 1000, was " + rows);
        }
        String fingerprint =
                Secrets.sha256(java.util.Arrays.deepToString(query)).substring(0, 16);
        return new PageRequest(fingerprint, rows, cursor == null ? List.of() : decode(cursor, fingerprint));
    }

    /** Whether this is the first page. */
    public boolean first() {
        return after.isEmpty();
    }

    /** The cursor for the page after a row with this key. */
    public String cursorAfter(Object... key) {
        String[] parts = new String[key.length + 1];
        parts[0] = fingerprint;
        for (int i = 0; i < key.length; i++) {
            parts[i + 1] = String.valueOf(key[i]);
        }
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Json.write(parts).getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> decode(String cursor, String fingerprint) {
        String[] parts;
        try {
            parts = Json.read(
                    new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8), String[].class);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("after", "is no cursor of this server; leave it out to start over");
        }
        if (parts.length < 2 || !fingerprint.equals(parts[0])) {
            throw new ProblemException(
                    PlatformProblem.CURSOR_MISMATCH,
                    "The cursor belongs to another query; keep the filters, or leave `after` out to start over.");
        }
        return List.of(parts).subList(1, parts.length);
    }
}
