package io.patchwave.inventory.imports;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a file may be; the words of {@code ?format=}. */
enum Format {
    /** Told by the content; the name is a hint only. */
    AUTO,
    SYSTEMINFO,
    QFE,
    RPM_QA,
    DPKG_L,
    CSV,
    XLSX,
    /** Our own inventory documents: one, a JSON array, or one a line. */
    INVENTORY,
    /** An archive; what is inside is told by content. */
    ZIP;

    /** The word of the API, for example {@code rpm-qa}. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The format of a word, if there is one. */
    static Optional<Format> of(String word) {
        return Arrays.stream(values())
                .filter(format -> format.word().equals(word))
                .findFirst();
    }
}
