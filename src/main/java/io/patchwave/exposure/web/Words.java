package io.patchwave.exposure.web;

import io.patchwave.exposure.Verdict;
import io.patchwave.platform.problem.ProblemException;
import io.patchwave.platform.time.Instants;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Words of query parameters; another word is a 400 that names the parameter and lists what it may be. */
final class Words {
    private static final Set<String> KINDS = Set.of("security", "bugfix", "enhancement", "newpackage", "all");

    private Words() {}

    static <E extends Enum<E>> E choice(Class<E> type, String field, String written) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> word(constant).equals(written))
                .findFirst()
                .orElseThrow(() -> ProblemException.invalid(
                        field,
                        "must be one of "
                                + Arrays.stream(type.getEnumConstants())
                                        .map(Words::word)
                                        .collect(Collectors.joining(", "))
                                + "; was " + written));
    }

    static String kind(String written) {
        if (!KINDS.contains(written)) {
            throw ProblemException.invalid(
                    "kind", "must be one of security, bugfix, enhancement, newpackage, all; was " + written);
        }
        return written;
    }

    /** The verdict; null for {@code all}. */
    static @Nullable Verdict verdict(String written) {
        return written.equals("all") ? null : choice(Verdict.class, "verdict", written);
    }

    static @Nullable Instant instant(String field, @Nullable String written) {
        return written == null ? null : Instants.parse(field, written);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
