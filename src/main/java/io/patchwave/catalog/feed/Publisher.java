package io.patchwave.catalog.feed;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who published an advisory and what kind it is, by its id: {@code ALSA-2024:0603} is AlmaLinux's and about security, {@code
 * RHBA-2024:6202} Red Hat's bug fix, {@code ELSA-…} Oracle's, {@code OESA-…} openEuler's.
 */
final class Publisher {
    private static final List<Map.Entry<String, String>> PREFIXES = List.of(
            Map.entry("FEDORA-EPEL", "epel"),
            Map.entry("FEDORA", "fedora"),
            Map.entry("ALAS", "amazon"),
            Map.entry("ALSA", "almalinux"),
            Map.entry("ALBA", "almalinux"),
            Map.entry("ALEA", "almalinux"),
            Map.entry("RHSA", "redhat"),
            Map.entry("RHBA", "redhat"),
            Map.entry("RHEA", "redhat"),
            Map.entry("RLSA", "rocky"),
            Map.entry("RLBA", "rocky"),
            Map.entry("RLEA", "rocky"),
            Map.entry("RXSA", "rocky"),
            Map.entry("ELSA", "oracle"),
            Map.entry("ELBA", "oracle"),
            Map.entry("ELEA", "oracle"),
            Map.entry("OPENSUSE", "opensuse"),
            Map.entry("SUSE", "suse"),
            Map.entry("OPENEULER", "openeuler"),
            Map.entry("OESA", "openeuler"),
            Map.entry("DSA", "debian"),
            Map.entry("DLA", "debian"),
            Map.entry("DEBIAN", "debian"),
            Map.entry("UBUNTU", "ubuntu"),
            Map.entry("USN", "ubuntu"),
            Map.entry("LSN", "ubuntu"),
            Map.entry("ADV", "msrc"));

    private Publisher() {}

    /** The publisher's word; where the id says nothing, the fallback's first word in lower case, else {@code other}. */
    static String of(String id, @Nullable String fallback) {
        String upper = id.toUpperCase(Locale.ROOT);
        for (Map.Entry<String, String> prefix : PREFIXES) {
            if (upper.startsWith(prefix.getKey())) {
                return prefix.getValue();
            }
        }
        if (fallback == null || fallback.isBlank()) {
            return "other";
        }
        String word =
                fallback.split("[:/]", 2)[0].strip().toLowerCase(Locale.ROOT).replace(" ", "");
        return word.equals("redhat") || !word.isEmpty() ? word : "other";
    }

    /** The kind an id tells by its third letter where the Red Hat family's pattern holds, else security. */
    static String kindOf(String id) {
        if (id.matches("(AL|RH|RL|EL)BA-.*")) {
            return "bugfix";
        }
        return id.matches("(AL|RH|RL|EL)EA-.*") ? "enhancement" : "security";
    }

    /** The kind of an updateinfo type; SUSE's {@code recommended} and {@code optional} are not about security. */
    static String kindOfType(String type) {
        return switch (type) {
            case "recommended" -> "bugfix";
            case "optional", "feature" -> "enhancement";
            case "" -> "other";
            default -> type;
        };
    }

    /** Whether an ecosystem's packages are debs. */
    static boolean deb(String ecosystem) {
        return ecosystem.startsWith("Ubuntu") || ecosystem.startsWith("Debian");
    }
}
