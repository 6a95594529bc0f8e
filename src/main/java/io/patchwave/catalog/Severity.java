package io.patchwave.catalog;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One scale over all publishers (exposure rules, S); the worst first. */
public enum Severity {
    CRITICAL,
    IMPORTANT,
    MODERATE,
    LOW,
    NONE,
    UNRATED;

    private static final double CRITICAL_FROM = 9;
    private static final double IMPORTANT_FROM = 7;
    private static final double MODERATE_FROM = 4;

    /** The word of the API. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Of our own word; an unknown one is {@link #UNRATED}. */
    public static Severity ofWord(String word) {
        for (Severity severity : values()) {
            if (severity.word().equals(word)) {
                return severity;
            }
        }
        return UNRATED;
    }

    /**
     * Of the publisher's word, or of a CVSS vector in its place. Words that no publisher's scale has ({@code ALSA-2022},
     * {@code severity_1}) are {@link #UNRATED}, never low; so are none and absence where security is meant.
     *
     * @param source the publisher, for example {@code msrc} or {@code debian}
     * @param written as published; null or empty when absent
     * @param security whether the advisory is about security
     */
    public static Severity of(String source, @Nullable String written, boolean security) {
        String word = written == null ? "" : written.strip().toLowerCase(Locale.ROOT);
        if (word.startsWith("cvss:") || word.startsWith("av:")) {
            return ofScore(Cvss.baseScore(word));
        }
        return switch (word) {
            case "critical" -> CRITICAL;
            case "important" -> IMPORTANT;
            case "high" -> source.equals("debian") ? UNRATED : IMPORTANT;
            case "moderate" -> MODERATE;
            case "medium" -> source.equals("debian") ? UNRATED : MODERATE;
            case "low" -> source.equals("debian") ? UNRATED : LOW;
            case "negligible" -> source.equals("ubuntu") ? LOW : UNRATED;
            case "none" -> source.equals("msrc") || !security ? NONE : UNRATED;
            case "" -> security ? UNRATED : NONE;
            default -> UNRATED;
        };
    }

    /** Of a CVSS base score; null, and anything outside 0 to 10, is {@link #UNRATED}. */
    public static Severity ofScore(@Nullable Double score) {
        if (score == null || score < 0 || score > 10) {
            return UNRATED;
        }
        if (score >= CRITICAL_FROM) {
            return CRITICAL;
        }
        if (score >= IMPORTANT_FROM) {
            return IMPORTANT;
        }
        if (score >= MODERATE_FROM) {
            return MODERATE;
        }
        return score > 0 ? LOW : NONE;
    }
}
