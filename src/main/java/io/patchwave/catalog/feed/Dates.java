package io.patchwave.catalog.feed;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * The spellings of time that publishers use. {@code 2017-03-14T07:00:00Z}, {@code 2019-04-09T07:00:00} (UTC), {@code
 * 2019-03-29 00:00:00}, {@code 2019-03-29 00:00:00 UTC}, {@code 2019-03-29}, {@code 1213630432} (seconds).
 */
final class Dates {
    private static final int DATE = 10;

    private Dates() {}

    /** The instant, or null where the text is empty or no time. */
    static @Nullable Instant instant(@Nullable String written) {
        if (written == null || written.isBlank()) {
            return null;
        }
        String text = written.strip();
        try {
            if (text.chars().allMatch(Character::isDigit)) {
                return Instant.ofEpochSecond(Long.parseLong(text));
            }
            if (text.length() <= DATE) {
                return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
            }
            return time(text.replace(" UTC", "").replace(" GMT", "").replaceFirst(" ", "T"));
        } catch (DateTimeException | NumberFormatException e) {
            return null;
        }
    }

    private static Instant time(String text) {
        boolean zoned = text.endsWith("Z") || text.indexOf('+', DATE) > 0 || text.indexOf('-', DATE) > 0;
        if (!zoned) {
            return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        }
        String colon = text.replaceFirst("([+-]\\d\\d)(\\d\\d)$", "$1:$2");
        return OffsetDateTime.parse(colon).toInstant();
    }
}
