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
        int plain = plain(text);
        if (plain > 0) {
            return OptionalInt.of(plain);
        }
        Matcher matcher = WRITTEN.matcher(text);
        return matcher.matches() ? OptionalInt.of(Integer.parseInt(matcher.group(1))) : OptionalInt.empty();
    }

    /** The number of {@code KBnnnnnnn}, as nearly all are written; -1 for every other spelling. */
    private static int plain(String text) {
        int length = text.length();
        if (length < 7 || length > 10 || text.charAt(0) != 'K' || text.charAt(1) != 'B') {
            return -1;
        }
        int number = 0;
        for (int i = 2; i < length; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
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
