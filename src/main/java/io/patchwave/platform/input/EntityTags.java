package io.patchwave.platform.input;

import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tags in {@code If-Match} and {@code If-None-Match}: one or several, weak or strong, as RFC 9110 (8.8.3) writes them. */
public final class EntityTags {
    private static final Pattern TAG = Pattern.compile("\"([^\"]*)\"");

    private EntityTags() {}

    /** The tags without quotation marks and {@code W/}; empty for a missing header. A tag without quotation marks is taken too. */
    public static Set<String> of(@Nullable String header) {
        if (header == null || header.isBlank()) {
            return Set.of();
        }
        if (!header.contains("\"")) {
            return Set.of(header.strip());
        }
        if (header.charAt(0) == '"' && header.indexOf('"', 1) == header.length() - 1) {
            return Set.of(header.substring(1, header.length() - 1)); // one strong tag: every idle poll's
        }
        return TAG.matcher(header)
                .results()
                .map((MatchResult tag) -> tag.group(1))
                .collect(Collectors.toUnmodifiableSet());
    }
}
