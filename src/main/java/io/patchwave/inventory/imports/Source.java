package io.patchwave.inventory.imports;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file to read: its name, and what the caller said about it.
 *
 * @param name the name in the archive or of the upload, with {@code /} between folders
 * @param hostname the caller's word for the host, or null
 * @param os the caller's word for the distribution, for example {@code almalinux:8}, or null
 */
record Source(
        String name, @Nullable String hostname, @Nullable String os) {
    /** The name of an upload whose name nobody told; it names no host. */
    static final String UNNAMED = "The upload";

    private static final Pattern SUFFIX = Pattern.compile(
            "\\.(txt|log|lst|list|out|csv|tsv|xlsx|json|ndjson|jsonl|status|gz|xz|zst|bz2|zip|tar|tgz)$");
    private static final Pattern KIND = Pattern.compile(
            "(?:^|[._ -])(systeminfo|sysinfo|qfe|wmic|wmic[-_]qfe|hotfix|hotfixes|get-hotfix|rpm|rpms|rpm[-_]?qa|dpkg|dpkg[-_]l|dpkg-query|packages|inventory|status)$");

    /**
     * The name without folders, suffixes and the word for what it is, which is the host's name where the content has none:
     * {@code xp/PC7.systeminfo.txt} → {@code PC7}, {@code PC7/qfe.txt} → {@code PC7}. Null where nothing is left.
     */
    @Nullable String stem() {
        String path = name.equals(UNNAMED) ? "" : name;
        while (!path.isEmpty()) {
            String last = strip(path.substring(path.lastIndexOf('/') + 1));
            if (!last.isEmpty()) {
                return last;
            }
            path = path.substring(0, Math.max(path.lastIndexOf('/'), 0));
        }
        return null;
    }

    /** What files of one host have in common: folder and stem, in lower case. */
    String sibling() {
        String folder = name.substring(0, name.lastIndexOf('/') + 1);
        String last = strip(name.substring(name.lastIndexOf('/') + 1));
        return (last.isEmpty() ? folder : folder + last + "/").toLowerCase(Locale.ROOT);
    }

    private static String strip(String file) {
        String rest = file;
        for (int end = lastMatch(SUFFIX, rest); end >= 0; end = lastMatch(SUFFIX, rest)) {
            rest = rest.substring(0, end);
        }
        for (int end = lastMatch(KIND, rest); end >= 0; end = lastMatch(KIND, rest)) {
            rest = rest.substring(0, end);
        }
        return rest;
    }

    private static int lastMatch(Pattern pattern, String text) {
        var matcher = pattern.matcher(text.toLowerCase(Locale.ROOT));
        return matcher.find() ? matcher.start() : -1;
    }
}
