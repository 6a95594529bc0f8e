package io.patchwave.exposure.opinion;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing about which a host's own update client and this server differ.
 *
 * @param remedy what is, or is not, missing
 * @param alternatives others of which one would do as well; empty for packages
 * @param theirs {@code missing} or {@code not-missing}
 * @param ours our verdict on the advisories
 * @param rule the rule that decided here, {@code none} where nothing is judged
 * @param advisories which the remedy is for, sorted
 * @param ourReason a sentence
 * @param theirReason a sentence
 * @param source who speaks for the other side
 * @param explanation {@code newer-than-their-answer}, {@code not-offered-by-source}, {@code not-asked},
 *     {@code revision-presumed}, {@code presumed-component}, {@code installed-here}, {@code contained},
 *     {@code not-for-this-machine} or {@code unexplained}
 */
record Disagreement(
        String remedy,
        List<String> alternatives,
        String theirs,
        String ours,
        String rule,
        List<String> advisories,
        String ourReason,
        String theirReason,
        @Nullable String source,
        String explanation) {
    /** A remedy they list about which nothing can be said here. */
    record NotCompared(String remedy, String reason) {}
}
