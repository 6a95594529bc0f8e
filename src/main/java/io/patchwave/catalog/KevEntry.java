package io.patchwave.catalog;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** An entry of CISA's catalogue of known exploited vulnerabilities. */
public record KevEntry(
        String cve, LocalDate added, @Nullable LocalDate due, boolean ransomware) {}
