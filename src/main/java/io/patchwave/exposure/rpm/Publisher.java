package io.patchwave.exposure.rpm;

import io.patchwave.catalog.Mirror;
import io.patchwave.catalog.RpmAdvisory;
import io.patchwave.exposure.linux.Release;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whose an advisory is, where its repository does not say: by the prefix of its id and the dist tag of its builds. */
final class Publisher {
    private static final Map<String, String> BY_PREFIX = Map.ofEntries(
            Map.entry("ALSA", "almalinux"),
            Map.entry("ALBA", "almalinux"),
            Map.entry("ALEA", "almalinux"),
            Map.entry("RHSA", "rhel"),
            Map.entry("RHBA", "rhel"),
            Map.entry("RHEA", "rhel"),
            Map.entry("RLSA", "rocky"),
            Map.entry("RLBA", "rocky"),
            Map.entry("RLEA", "rocky"),
            Map.entry("RXSA", "rocky"),
            Map.entry("ELSA", "ol"),
            Map.entry("ELBA", "ol"),
            Map.entry("ELEA", "ol"),
            Map.entry("CESA", "centos"),
            Map.entry("FEDORA", "fedora"),
            Map.entry("ALAS", "amzn"),
            Map.entry("ALAS2", "amzn"),
            Map.entry("ALAS2022", "amzn"),
            Map.entry("ALAS2023", "amzn"));

    /** {@code 14.el8_6} → 8, {@code 1.fc43} → 43, {@code 2.amzn2023.0.1} → 2023. */
    private static final Pattern DIST_TAG = Pattern.compile("\\.(?:module_)?(?:el|fc|amzn)(\\d+)");

    private Publisher() {}

    /** Empty texts stand for what cannot be told. */
    static Release releaseOf(RpmAdvisory advisory, @Nullable Mirror mirror) {
        String prefix = advisory.id().split("[-:]", 2)[0];
        String distribution = mirror != null && mirror.distribution() != null
                ? mirror.distribution()
                : advisory.id().startsWith("FEDORA-EPEL") ? "epel" : BY_PREFIX.getOrDefault(prefix, "");
        String release = mirror != null && mirror.release() != null
                ? mirror.release()
                : tag(advisory.collections().stream()
                        .flatMap(collection -> collection.packages().stream())
                        .map(RpmAdvisory.FixedPackage::release));
        return Release.of(distribution, release);
    }

    /** Of a repository without errata. */
    static Release releaseOf(Mirror mirror) {
        return Release.of(
                mirror.distribution() == null ? "" : mirror.distribution(),
                mirror.release() != null
                        ? mirror.release()
                        : tag(mirror.packages().stream().map(Mirror.OfferedPackage::version)));
    }

    private static String tag(Stream<String> releases) {
        return releases.map(DIST_TAG::matcher)
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1))
                .findFirst()
                .orElse("");
    }
}
