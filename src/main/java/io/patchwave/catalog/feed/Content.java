package io.patchwave.catalog.feed;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a file is, by its first bytes; its name only tells what to pass over. */
enum Content {
    CVRF,
    UPDATEINFO,
    PRIMARY,
    MODULES,
    REPOMD,
    JSON,
    KEV_CSV,
    EPSS,
    DSA,
    HISTORY,
    PACKAGES,
    RELEASE,
    /** Part of a repository or archive that nothing is read from: comps, filelists, signatures, read-mes. */
    PASSED_OVER,
    DTD,
    UNKNOWN;

    private static final Pattern ROOT = Pattern.compile("<(?:[\\w.-]+:)?([A-Za-z_][\\w.-]*)[\\s>/]");
    private static final List<String> PASSED_OVER_ENDINGS = List.of(
            ".asc",
            ".sig",
            ".key",
            ".gpg",
            ".zck",
            ".sqlite",
            ".sqlite.gz",
            ".sqlite.bz2",
            ".sqlite.xz",
            ".md",
            "readme",
            "license",
            ".directory",
            ".ds_store");
    private static final List<String> PASSED_OVER_ROOTS = List.of(
            "filelists",
            "filelists-ext",
            "otherdata",
            "comps",
            "deltainfo",
            "prestodelta",
            "patterns",
            "susedata",
            "productsfile");

    /** For sentences. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Looks at a file's inflated beginning. */
    static Content of(String name, byte[] head, int length) {
        String lower = name.toLowerCase(Locale.ROOT);
        String file = lower.substring(lower.lastIndexOf('/') + 1);
        if (PASSED_OVER_ENDINGS.stream().anyMatch(file::endsWith)) {
            return PASSED_OVER;
        }
        String text = new String(head, 0, length, StandardCharsets.UTF_8);
        String start = text.startsWith("\uFEFF") ? text.substring(1) : text;
        String trimmed = start.stripLeading();
        if (trimmed.startsWith("<")) {
            return xml(trimmed);
        }
        if (trimmed.startsWith("{") || (trimmed.startsWith("[") && !DsaStart.matches(trimmed))) {
            return JSON;
        }
        return text(start);
    }

    private static Content xml(String text) {
        String plain = text.replaceAll("(?s)<\\?.*?\\?>", "").replaceAll("(?s)<!--.*?-->", "");
        if (plain.stripLeading().startsWith("<!DOCTYPE")) {
            return DTD;
        }
        Matcher root = ROOT.matcher(plain);
        String name = root.find() ? root.group(1) : "";
        if (PASSED_OVER_ROOTS.contains(name)) {
            return PASSED_OVER;
        }
        return switch (name) {
            case "cvrfdoc" -> CVRF;
            case "updates" -> UPDATEINFO;
            case "metadata" -> PRIMARY;
            case "repomd" -> REPOMD;
            default -> UNKNOWN;
        };
    }

    private static Content text(String start) {
        String line = start.lines().findFirst().orElse("");
        if (line.strip().equals(HistoryReader.HEADER)) {
            return HISTORY;
        }
        if (line.startsWith("cveID,") || line.startsWith("\"cveID\",")) {
            return KEV_CSV;
        }
        if (line.startsWith("#model_version") || line.startsWith("cve,")) {
            return EPSS;
        }
        if (DsaStart.matches(line)) {
            return DSA;
        }
        if (line.startsWith("-----BEGIN PGP SIGNED MESSAGE")
                || line.startsWith("Origin:")
                || line.startsWith("Codename:")) {
            return RELEASE;
        }
        if (line.startsWith("Package:")) {
            return PACKAGES;
        }
        return start.contains("document: modulemd") ? MODULES : UNKNOWN;
    }

    /** {@code [29 Mar 2023] DSA-…}, which otherwise looks like JSON. */
    private static final class DsaStart {
        private static final Pattern HEAD = Pattern.compile("\\[\\d{1,2} \\w{3,4} \\d{4}\\] D[SL]A-.*", Pattern.DOTALL);

        static boolean matches(String text) {
            return HEAD.matcher(text).matches();
        }
    }
}
