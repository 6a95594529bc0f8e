package io.patchwave.exposure;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The updates a Windows class of advisories can be closed by, out of its key: {@code product|KB,KB}. */
final class Kbs {
    private static final Pattern NUMBER = Pattern.compile("(?:KB)?(\\d{6,8})");

    private Kbs() {}

    /** Numbers without letters; none for what is no class of Windows. */
    static List<String> of(RemedyGroup group) {
        int bar = group.key().lastIndexOf('|');
        return bar < 0
                ? List.of()
                : Stream.of(group.key().substring(bar + 1).split(","))
                        .map(NUMBER::matcher)
                        .filter(java.util.regex.Matcher::matches)
                        .map(matcher -> matcher.group(1))
                        .toList();
    }
}
