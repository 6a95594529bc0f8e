package io.patchwave.platform.time;

import io.patchwave.platform.problem.ProblemException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Times of a query, as people write them. */
public final class Instants {
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private Instants() {}

    /** Reads RFC 3339 with any offset; 400 naming the field for anything else and for years that no database keeps. */
    public static Instant parse(String field, String text) {
        Instant time;
        try {
            time = OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw ProblemException.invalid(field, "must be a time like 2026-11-24T19:00:00Z, was " + text);
        }
        if (time.isBefore(FIRST) || time.isAfter(LAST)) {
            throw ProblemException.invalid(field, "must lie in the years 1 to 9999, was " + text);
        }
        return time;
    }
}
