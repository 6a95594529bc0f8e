package io.patchwave.platform.paging;

import io.patchwave.platform.id.Secrets;
import io.patchwave.platform.json.Json;
import io.patchwave.platform.problem.PlatformProblem;
import io.patchwave.platform.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
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
        String fingerprint = Secrets.sha256(Arrays.deepToString(query)).substring(0, 16);
        return new PageRequest(fingerprint, rows, cursor == null ? List.of() : decode(cursor, fingerprint));
    }

    /** Whether this is the first page. */
    public boolean first() {
        return after.isEmpty();
    }

    /** The cursor for the page after a row with this key. */
    public String cursorAfter(Object... key) {
        List<String> parts = new ArrayList<>(List.of(fingerprint, ""));
        for (Object part : key) {
            parts.add(String.valueOf(part));
        }
        parts.set(1, sum(parts));
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Json.write(parts).getBytes(StandardCharsets.UTF_8));
    }

    /** A cursor that was altered is refused here, so that no list has to mind keys that do not fit it. */
    private static List<String> decode(String cursor, String fingerprint) {
        @Nullable String @Nullable [] parts;
        try {
            parts = Json.read(
                    new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8), String[].class);
        } catch (IllegalArgumentException e) {
            throw notOurs();
        }
        if (parts == null || parts.length < 3 || Arrays.stream(parts).anyMatch(Objects::isNull)) {
            throw notOurs();
        }
        List<String> key = Arrays.stream(parts).map(String::valueOf).toList();
        if (!sum(key).equals(key.get(1))) {
            throw notOurs();
        }
        if (!fingerprint.equals(key.get(0))) {
            throw new ProblemException(
                    PlatformProblem.CURSOR_MISMATCH,
                    "The cursor belongs to another query; keep the filters, or leave `after` out to start over.");
        }
        return key.subList(2, key.size());
    }

    private static String sum(List<String> parts) {
        return Secrets.sha256("cursor\n" + parts.get(0) + Json.write(parts.subList(2, parts.size())))
                .substring(0, 16);
    }

    private static ProblemException notOurs() {
        return ProblemException.invalid("after", "is no cursor of this server; leave it out to start over");
    }
}
