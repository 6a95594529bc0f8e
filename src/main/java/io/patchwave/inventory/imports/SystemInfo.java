package io.patchwave.inventory.imports;

import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.patchwave.platform.input.InputRefused;
import io.patchwave.platform.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What {@code systeminfo} prints, in any language: its fields stand in a fixed order, and the version
 * ({@code 6.3.9600 N/A Build 9600}), which no translation changes in shape, shows where. Also {@code systeminfo /fo csv}.
 */
final class SystemInfo {
    /** {@code 10.0.17134 N/D build 17134}, {@code 5.2.3790 Build 3790}, {@code 6.1.7601 Service Pack 1 version 7601}. */
    private static final Pattern VERSION =
            Pattern.compile("(\\d{1,2}\\.\\d{1,2}\\.(\\d{3,5}))(?:\\.\\d+)?\\s+(.*?\\D)?\\2\\D{0,12}");

    private static final Pattern SERVICE_PACK = Pattern.compile("(?<!\\d)(\\d{1,2})(?!\\d)");
    private static final Pattern FIELD = Pattern.compile("(\\S.*?)\\s?[:：](?:\\s+(.*))?");
    private static final Pattern ITEM = Pattern.compile("\\s*\\[\\d+\\]\\s?:\\s*(.*)");
    /** {@code KB893803v2 - Update} → 893803. Bare numbers and {@code Q147222} are no updates that Windows lists by KB. */
    private static final Pattern KB = Pattern.compile("(?i)(?<![a-z0-9])KB(\\d{6,7})(?!\\d)");

    private static final Pattern COUNT = Pattern.compile("\\d{1,5}");
    private static final Pattern PROCESSOR =
            Pattern.compile("(?i)(?<![a-z0-9])(x64|x86|arm64|arm|itanium|ia64)(?![0-9])[ -]?\\p{L}*");
    private static final int CONFIGURATION_AFTER_VERSION = 2;

    private SystemInfo() {}

    /** A label, what stands beside it, and the {@code [01]: …} items below. */
    private record Field(String label, String text, List<String> items) {}

    /** Whether the text has a line with a Windows version as only systeminfo writes it. */
    static boolean recognises(String text) {
        return versionAt(fields(text)) >= 0
                || (text.startsWith("\"") && !fromCsv(text).isEmpty());
    }

    /** The host that a listing tells of; its name is the file's where the listing has none. Notes go to the list. */
    static List<FoundHost> read(Source source, String text, List<String> notes) throws InputRefused {
        List<Field> fields = fields(text);
        if (versionAt(fields) >= 0) {
            return List.of(host(source, fields, notes));
        }
        List<FoundHost> hosts = new ArrayList<>();
        for (List<Field> row : text.strip().startsWith("\"") ? fromCsv(text) : List.<List<Field>>of()) {
            hosts.add(host(source, row, notes));
        }
        if (hosts.isEmpty()) {
            throw new InputRefused(
                    "is no systeminfo listing: no line has a Windows version such as \"6.3.9600 N/A Build 9600\"");
        }
        return hosts;
    }

    private static FoundHost host(Source source, List<Field> fields, List<String> notes) {
        int at = versionAt(fields);
        Matcher version = VERSION.matcher(fields.get(at).text);
        if (!version.matches()) {
            throw new IllegalStateException("the version was there a moment ago");
        }
        ObjectNode document = Json.mapper().createObjectNode();
        String hostname = hostname(fields, at);
        if (hostname != null) {
            document.put("hostname", hostname);
        }
        ObjectNode os = document.putObject("os");
        os.put("family", "windows");
        os.put("name", at > 0 ? caption(fields.get(at - 1).text) : "Microsoft Windows");
        os.put("version", version.group(1));
        os.put("build", Integer.parseInt(version.group(2)));
        String productType = at + CONFIGURATION_AFTER_VERSION < fields.size()
                ? SystemInfoWords.productType(fields.get(at + CONFIGURATION_AFTER_VERSION).text)
                : null;
        if (productType != null) {
            os.put("productType", productType);
        }
        os.put("servicePack", servicePack(version.group(3)));
        os.put("architecture", architecture(source, fields, at, notes));
        hotfixes(source, fields, document, notes);
        return FoundHost.of(source.name(), hostname == null ? source.stem() : hostname, document);
    }

    /** {@code Microsoftr Windows VistaT Enterprise} (code page 437 has no ® and ™) → {@code Microsoft Windows Vista Enterprise}. */
    static String caption(String text) {
        return text.replaceAll("(?i)\\((R|TM|C)\\)|[®™©]", "")
                .replaceAll("\\b(Microsoft|Windows|Server)r\\b", "$1")
                .replaceAll("\\bVistaT(M)?\\b", "Vista")
                .replaceAll("\\s+", " ")
                .strip();
    }

    private static int servicePack(@Nullable String middle) {
        Matcher number = SERVICE_PACK.matcher(middle == null ? "" : middle);
        return number.find() ? Integer.parseInt(number.group(1)) : 0;
    }

    private static @Nullable String hostname(List<Field> fields, int versionAt) {
        for (Field field : fields) {
            if (SystemInfoWords.isHostName(field.label)) {
                return field.text.isBlank() ? null : field.text;
            }
        }
        String text = versionAt >= 2 ? fields.get(versionAt - 2).text : "";
        return text.isBlank() || text.indexOf(' ') >= 0 ? null : text;
    }

    private static String architecture(Source source, List<Field> fields, int versionAt, List<String> notes) {
        for (Field field : fields.subList(versionAt + 1, fields.size())) {
            Matcher word = PROCESSOR.matcher(field.text);
            if (word.find() && (word.start() == 0 || field.text.contains("PC")) && field.items.isEmpty()) {
                String name = word.group(1).toLowerCase(Locale.ROOT);
                return name.equals("itanium") ? "ia64" : name;
            }
        }
        notes.add(source.name() + ": the system type is missing; x64 is presumed.");
        return "x64";
    }

    private static void hotfixes(Source source, List<Field> fields, ObjectNode document, List<String> notes) {
        TreeSet<String> found = new TreeSet<>();
        for (Field field : fields) {
            int before = found.size();
            field.items.forEach(item -> found.addAll(kbs(item)));
            Matcher count = COUNT.matcher(field.text);
            if (found.size() > before && count.find() && Integer.parseInt(count.group()) > field.items.size()) {
                notes.add(
                        "%s: the list of hotfixes is cut, %d of %s are shown; send the output of \"wmic qfe\" beside it."
                                .formatted(source.name(), field.items.size(), count.group()));
            }
        }
        var array = document.putArray("hotfixes");
        found.forEach(array::add);
    }

    /** Every {@code KBnnnnnn} in a text, upper case. */
    static TreeSet<String> kbs(String text) {
        TreeSet<String> found = new TreeSet<>();
        Matcher kb = KB.matcher(text);
        while (kb.find()) {
            found.add("KB" + kb.group(1));
        }
        return found;
    }

    private static int versionAt(List<Field> fields) {
        for (int at = 0; at < fields.size(); at++) {
            if (VERSION.matcher(fields.get(at).text).matches()) {
                return at;
            }
        }
        return -1;
    }

    private static List<Field> fields(String text) {
        List<Field> fields = new ArrayList<>();
        for (String raw : text.split("\\R")) {
            String line = raw.replace('\u00a0', ' ').replace('\u202f', ' ').stripTrailing();
            Matcher field = FIELD.matcher(line);
            Matcher item = ITEM.matcher(line);
            if (item.matches() && !fields.isEmpty()) {
                fields.get(fields.size() - 1).items.add(item.group(1).strip());
            } else if (!line.isEmpty() && !Character.isWhitespace(line.charAt(0)) && field.matches()) {
                String value = field.group(2) == null ? "" : field.group(2).strip();
                fields.add(new Field(field.group(1), value, new ArrayList<>()));
            }
        }
        return fields;
    }

    /** {@code systeminfo /fo csv}: a line of labels, then a line a host; items stand in the cell after the count. */
    private static List<List<Field>> fromCsv(String text) {
        List<List<Field>> hosts = new ArrayList<>();
        List<String> labels = List.of();
        try (CsvReader<CsvRecord> rows =
                CsvReader.builder().allowMissingFields(true).ofCsvRecord(text)) {
            for (CsvRecord row : rows) {
                if (labels.isEmpty() || row.getFields().equals(labels)) {
                    labels = row.getFields();
                    continue;
                }
                List<Field> fields = new ArrayList<>();
                for (int at = 0; at < Math.min(labels.size(), row.getFieldCount()); at++) {
                    String[] parts = row.getField(at).replace('\u00a0', ' ').split(",\\s?(?=\\[\\d+\\])");
                    List<String> items = new ArrayList<>();
                    for (int item = 1; item < parts.length; item++) {
                        Matcher shape = ITEM.matcher(parts[item]);
                        items.add(shape.matches() ? shape.group(1) : parts[item]);
                    }
                    fields.add(new Field(labels.get(at), parts[0].strip(), items));
                }
                if (versionAt(fields) >= 0) {
                    hosts.add(fields);
                }
            }
        } catch (java.io.IOException | RuntimeException e) {
            return List.of();
        }
        return hosts;
    }
}
