package io.patchwave.catalog;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An advisory as lists show it.
 *
 * @param id the publisher's: {@code MS17-010}, {@code CVE-2017-0144}, {@code ALSA-2024:0603}
 * @param source who published it: {@code msrc}, {@code almalinux}, {@code debian}, …
 * @param family {@code windows}, {@code rpm} or {@code deb}
 * @param kind {@code security}, {@code bugfix}, {@code enhancement}, {@code newpackage}, or the publisher's word
 * @param severity our word (exposure rules, S); {@code publisherSeverity} is theirs as written
 * @param kevDue the earliest due date of its CVEs in CISA's catalogue
 * @param epss the highest score of its CVEs
 * @param withdrawnAt since when no document holds it, or the publisher took it back
 */
public record AdvisoryView(
        String id,
        String source,
        String family,
        String kind,
        String title,
        String severity,
        @Nullable String publisherSeverity,
        List<String> cves,
        boolean kev,
        @Nullable LocalDate kevDue,
        @Nullable Double epss,
        @Nullable Instant publishedAt,
        @Nullable Instant updatedAt,
        @Nullable Instant withdrawnAt) {}
