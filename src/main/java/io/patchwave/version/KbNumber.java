package io.patchwave.version;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers of Microsoft's knowledge base articles, by which updates are called. Their order is not the order of release. */
public final class KbNumber {
    private static final Pattern WRITTEN = Pattern.compile("\\s*(?:KB)?\\s*(\\d{5,8})\\s*", Pattern.CASE_INSENSITIVE);

    private KbNumber() {}

    /** The number of {@code KB4012213}, {@code kb4012213} or {@code 4012213}; empty for everything else. */
    public static OptionalInt parse(String text) {
        Matcher matcher = WRITTEN.matcher(text);
        return matcher.matches() ? OptionalInt.of(Integer.parseInt(matcher.group(1))) : OptionalInt.empty();
    }

    /** As {@link #parse}, for texts that must be one. */
    public static int of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("no KB number: " + text));
    }

    /** {@code 4012213} as {@code KB4012213}. */
    public static String text(int number) {
        return "KB" + number;
    }
}
