package io.patchwave.inventory.imports;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Hotfixes of a host without anything else: what {@code wmic qfe} (table, {@code list full}, csv) and {@code Get-HotFix} print,
 * or plain lines of KB numbers. Only numbers written with {@code KB} count, as in systeminfo.
 *
 * @param hostname what the listing calls its host, or null
 */
record HotfixList(@Nullable String hostname, TreeSet<String> hotfixes) {
    private static final String ID = "HotFixID";
    private static final Pattern PLAIN = Pattern.compile("(?i)\\s*(KB\\d{6,7})\\s*");
    private static final Pattern NAMED =
            Pattern.compile("(?im)^(?:CSName|Source|PSComputerName)\\s*[=:]\\s*(\\S+)\\s*$");
    private static final Pattern LIST_ROW = Pattern.compile("(?im)^\\s*HotFixID\\s*[=:].*");
    /** XP's wmic says "Please wait while WMIC is being installed." right before its header line. */
    private static final Pattern FIRST_COLUMN =
            Pattern.compile("Caption|CSName|Description|FixComments|HotFixID|Node|Source");

    /** Whether the text is such a list; the empty text is none. */
    static boolean recognises(String text) {
        return text.contains(ID)
                || (!text.isBlank()
                        && text.lines()
                                .filter(line -> !line.isBlank())
                                .allMatch(line -> PLAIN.matcher(line).matches()));
    }

    /** The list in a text. */
    static HotfixList read(String text) {
        return new HotfixList(hostname(text), SystemInfo.kbs(text));
    }

    private static @Nullable String hostname(String text) {
        Matcher named = NAMED.matcher(text);
        if (LIST_ROW.matcher(text).find()) {
            return named.find() ? named.group(1) : null;
        }
        List<String> lines = text.lines().toList();
        for (int at = 0; at < lines.size(); at++) {
            if (lines.get(at).contains(ID)) {
                return inTable(lines.get(at), lines.subList(at + 1, lines.size()));
            }
        }
        return null;
    }

    private static @Nullable String inTable(String header, List<String> rows) {
        Matcher start = FIRST_COLUMN.matcher(header);
        String columns = start.find() ? header.substring(start.start()) : header;
        if (columns.contains(",")) {
            int node = Arrays.asList(columns.split(",")).indexOf("Node");
            return rows.stream()
                    .map(row -> row.split(","))
                    .filter(cells -> node >= 0 && node < cells.length && !cells[node].isBlank())
                    .map(cells -> cells[node].strip())
                    .findFirst()
                    .orElse(null);
        }
        int at = Math.max(columns.indexOf("CSName"), columns.indexOf("Source"));
        return rows.stream()
                .filter(row -> at >= 0 && row.length() > at)
                .map(row -> row.substring(at).strip().split("\\s")[0])
                .filter(word -> word.matches("[\\p{L}\\p{N}][\\p{L}\\p{N}_.-]*"))
                .filter(word -> !word.toLowerCase(Locale.ROOT).startsWith("kb"))
                .findFirst()
                .orElse(null);
    }
}
