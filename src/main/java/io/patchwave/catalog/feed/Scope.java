package io.patchwave.catalog.feed;

import io.patchwave.platform.problem.ProblemException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whom a mirror speaks for: a distribution as hosts call themselves ({@code ID} of os-release) and a release.
 *
 * @param distribution {@code almalinux}, {@code rhel}, {@code debian}, …; null when nothing says it
 */
record Scope(@Nullable String distribution, @Nullable String release) {
    private static final Pattern FOR = Pattern.compile("([a-z0-9._-]+):([A-Za-z0-9._-]+)");
    private static final Pattern DIST_TAG = Pattern.compile("\\.(?:module[_+])?(el|fc|amzn)(\\d+)");
    private static final Map<String, String> IDS = Map.of("redhat", "rhel", "oracle", "ol", "amazon", "amzn");

    /** Of {@code for=almalinux:8}; 400 when it has another form. */
    static @Nullable Scope ofWord(@Nullable String word) {
        if (word == null || word.isBlank()) {
            return null;
        }
        Matcher matcher = FOR.matcher(word.strip());
        if (!matcher.matches()) {
            throw ProblemException.invalid("for", "is a distribution and a release, for example almalinux:8");
        }
        return new Scope(matcher.group(1), matcher.group(2));
    }

    /** Of advisory ids and builds: the commonest dist tag gives the release ({@code 12.el8_9} is 8). */
    static Scope derived(Collection<String> ids, Collection<String> builds) {
        Map<String, Integer> tags = new HashMap<>();
        for (String build : builds) {
            Matcher tag = DIST_TAG.matcher(build);
            if (tag.find()) {
                tags.merge(tag.group(1) + " " + tag.group(2), 1, Integer::sum);
            }
        }
        String[] most = tags.entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(entry -> entry.getKey().split(" "))
                .orElse(null);
        String publisher = ids.isEmpty() ? "other" : Publisher.of(ids.iterator().next(), null);
        String distribution = publisher.equals("other") ? null : IDS.getOrDefault(publisher, publisher);
        if (distribution == null && most != null && most[0].equals("fc")) {
            distribution = "fedora";
        }
        return new Scope(distribution, most == null ? null : most[1]);
    }

    /** {@code almalinux-8}; empty when nothing is known. */
    String name() {
        if (distribution == null) {
            return "";
        }
        return release == null ? distribution : distribution + "-" + release;
    }
}
