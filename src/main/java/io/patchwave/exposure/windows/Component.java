package io.patchwave.exposure.windows;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a product inside Windows is (W6): the X of {@code X on Windows …}.
 *
 * @param name normalised, {@code ""} for the system itself and for programs
 * @param versions of Internet Explorer or .NET Framework that it names; of .NET those of 4, where it names any
 */
record Component(Kind kind, String name, List<String> versions) {
    /** The products inside Windows that anything is known of. */
    enum Kind {
        NONE,
        INTERNET_EXPLORER,
        EDGE_HTML,
        FLASH,
        DOTNET,
        OTHER
    }

    static final Component NONE = new Component(Kind.NONE, "", List.of());

    private static final Pattern BROWSER = Pattern.compile("internet explorer (\\S+)");

    static Component named(String name) {
        if (name.isEmpty()) {
            return NONE;
        }
        if (name.startsWith("internet explorer")) {
            Matcher browser = BROWSER.matcher(name);
            return new Component(
                    Kind.INTERNET_EXPLORER, name, browser.matches() ? List.of(browser.group(1)) : List.of());
        }
        if (name.startsWith("microsoft .net framework")) {
            return new Component(Kind.DOTNET, name, dotnet(name));
        }
        Kind kind = name.startsWith("microsoft edge (edgehtml-based)")
                ? Kind.EDGE_HTML
                : name.startsWith("adobe flash player") ? Kind.FLASH : Kind.OTHER;
        return new Component(kind, name, List.of());
    }

    private static List<String> dotnet(String name) {
        List<String> all = Arrays.stream(name.split("[^0-9.]+"))
                .filter(word -> word.matches("\\d.*"))
                .toList();
        List<String> fours =
                all.stream().filter(version -> version.startsWith("4")).toList();
        return fours.isEmpty() ? all : fours;
    }

    boolean is(Kind wanted) {
        return kind == wanted;
    }
}
