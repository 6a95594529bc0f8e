package io.patchwave.catalog.feed;

import io.patchwave.catalog.CatalogProblem;
import io.patchwave.platform.problem.ProblemException;
import io.patchwave.platform.problem.Violation;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The words of {@code ?format=}. */
public enum Format {
    AUTO(Set.of(Content.values())),
    CVRF(Set.of(Content.CVRF)),
    UPDATEINFO(Set.of(Content.UPDATEINFO)),
    REPODATA(Set.of(Content.REPOMD, Content.PRIMARY, Content.UPDATEINFO, Content.MODULES)),
    OSV(Set.of(Content.JSON)),
    KEV(Set.of(Content.JSON, Content.KEV_CSV)),
    EPSS(Set.of(Content.EPSS)),
    DEBIAN(Set.of(Content.PACKAGES, Content.RELEASE)),
    DSA(Set.of(Content.DSA)),
    WINDOWS_HISTORY(Set.of(Content.HISTORY));

    private final Set<Content> contents;

    Format(Set<Content> contents) {
        this.contents = contents;
    }

    /** As written in the query. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    boolean allows(Content content) {
        return contents.contains(content);
    }

    /** The format of that word; 400 with the list of words otherwise. */
    public static Format ofWord(String word) {
        return Arrays.stream(values())
                .filter(format -> format.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        CatalogProblem.UNKNOWN_FORMAT,
                        "format: \"" + word + "\" is none of " + words() + ".",
                        List.of(new Violation("format", "must be one of " + words() + ", was " + word))));
    }

    /** All words, for sentences. */
    static String words() {
        return Arrays.stream(values()).map(Format::word).collect(Collectors.joining(", "));
    }
}
