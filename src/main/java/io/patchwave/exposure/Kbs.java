package io.patchwave.exposure;

import java.util.List;
import java.util.Locale;

/** The updates a Windows class of advisories can be closed by, out of its key: {@code product|KB,KB}. */
final class Kbs {
    private Kbs() {}

    /** {@code KBnnnnnnn} each; none for the key of what is no class of Windows. */
    static List<String> of(String key) {
        int bar = key.indexOf('|');
        String updates = bar < 0 ? "" : key.substring(bar + 1).toUpperCase(Locale.ROOT);
        return updates.startsWith("KB") ? List.of(updates.split(",")) : List.of();
    }
}
