package io.patchwave.exposure.deb;

import java.util.Map;

/** Debian's releases: the advisories name them by code name, the machines by number. */
public final class Suites {
    private static final Map<String, String> NUMBERS = Map.ofEntries(
            Map.entry("potato", "2"),
            Map.entry("woody", "3"),
            Map.entry("etch", "4"),
            Map.entry("lenny", "5"),
            Map.entry("squeeze", "6"),
            Map.entry("wheezy", "7"),
            Map.entry("jessie", "8"),
            Map.entry("stretch", "9"),
            Map.entry("buster", "10"),
            Map.entry("bullseye", "11"),
            Map.entry("bookworm", "12"),
            Map.entry("trixie", "13"),
            Map.entry("forky", "14"),
            Map.entry("duke", "15"));

    private Suites() {}

    /** Backports come only to those who ask for them by name: apt's upgrade never takes one in place of another archive's. */
    public static boolean isBackports(String archive) {
        return archive.contains("-backports");
    }

    /** {@code bullseye} → 11; any other text stays, for example a number. */
    public static String number(String suite) {
        return NUMBERS.getOrDefault(suite, suite);
    }
}
