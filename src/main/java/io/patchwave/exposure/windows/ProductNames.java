package io.patchwave.exposure.windows;

import java.util.Locale;
import java.util.regex.Pattern;

/** Names of products as CVRF writes them, made comparable (W2.5, W2.6). */
final class ProductNames {
    private static final Pattern SPACES = Pattern.compile("[\\s\\u00a0]+");

    private ProductNames() {}

    /** The name to compare by: names that mean one product become one text. */
    static String normalised(String name) {
        return tidy(name)
                .toLowerCase(Locale.ROOT)
                .replace("core installation", "core")
                .replace(" version 1507", "")
                .replace("windows 11 for", "windows 11 version 21h2 for");
    }

    /** Non-breaking and repeated spaces become one space. */
    static String tidy(String text) {
        return SPACES.matcher(text).replaceAll(" ").strip();
    }

    /** Of a normalised {@code X on <operating system>} the system, otherwise the name itself. */
    static String operatingSystem(String normalised) {
        int at = normalised.lastIndexOf(" on windows ");
        return at < 0 ? normalised : normalised.substring(at + " on ".length());
    }

    /** Of a normalised {@code X on <operating system>} the X, otherwise {@code ""}. */
    static String component(String normalised) {
        int at = normalised.lastIndexOf(" on windows ");
        return at < 0 ? "" : normalised.substring(0, at);
    }
}
