package io.patchwave.inventory;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Serial numbers and BIOS UUIDs, without those that many machines share because nobody filled them in. */
final class Hardware {
    private static final Set<String> EMPTY = Set.of(
            "none",
            "n/a",
            "na",
            "null",
            "unknown",
            "default string",
            "to be filled by o.e.m.",
            "system serial number",
            "serial number",
            "not specified",
            "not applicable",
            "not available",
            "invalid",
            "03000200-0400-0500-0006-000700080009");

    private Hardware() {}

    static Enrolment clean(Enrolment e) {
        return new Enrolment(
                e.machineId(),
                e.hostname(),
                e.fqdn(),
                e.os(),
                e.agent(),
                e.bootId(),
                mark(e.biosUuid()),
                mark(e.serial()),
                e.tags());
    }

    /** {@code To be filled by O.E.M.} → null, {@code 00000000-0000-…} and {@code FFFFFFFF-…} → null, {@code ab-12} → {@code AB-12}. */
    static @Nullable String mark(@Nullable String text) {
        String mark = text == null ? "" : text.strip();
        boolean sameLetter = mark.replace("-", "").chars().distinct().count() <= 1;
        return sameLetter || EMPTY.contains(mark.toLowerCase(Locale.ROOT)) ? null : mark.toUpperCase(Locale.ROOT);
    }
}
