package io.patchwave.catalog.feed;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * KB numbers out of the texts that stand where a KB number should (exposure rules, W1): a number of six or seven digits, with
 * or without {@code KB}, not inside another word or version. {@code Release Notes} has none, {@code MS16-110, 3187754} has
 * KB3187754, {@code 4012213<br><br>4012216} has two, {@code linux-5.15.123456} none.
 */
final class KbText {
    private static final Pattern NUMBER =
            Pattern.compile("(?<![\\p{Alnum}._-])(?:KB)?(\\d{6,7})(?![\\p{Alnum}_-]|\\.\\d)", Pattern.CASE_INSENSITIVE);

    private KbText() {}

    /** The first KB of a remedy's description, or null: then it is no remedy. */
    static @Nullable String first(String text) {
        var match = NUMBER.matcher(text);
        return match.find() ? "KB" + match.group(1) : null;
    }

    /** All KBs of a {@code Supercedence}, each once, in their order. */
    static List<String> all(String text) {
        return NUMBER.matcher(text)
                .results()
                .map((MatchResult match) -> "KB" + match.group(1))
                .distinct()
                .toList();
    }
}
