package io.patchwave.catalog.feed;

import io.patchwave.catalog.DebAdvisory;
import io.patchwave.catalog.DebAdvisory.SourceFix;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the security tracker's list of DSAs (or DLAs), in its own text form. */
public final class DsaListReader {
    private static final Pattern HEAD = Pattern.compile("\\[([^\\]]+)\\]\\s+(D[SL]A-\\d+(?:-\\d+)?)\\s*(.*)");
    private static final Pattern FIX = Pattern.compile("\\s+\\[([^\\]]+)\\]\\s+-\\s+(\\S+)\\s*(\\S*).*");
    private static final Pattern CVE = Pattern.compile("CVE-\\d{4}-\\d{4,}");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ROOT);

    private final Consumer<String> ignored;
    private final List<DebAdvisory> advisories = new ArrayList<>();
    private @Nullable Matcher head;
    private final List<String> cves = new ArrayList<>();
    private final List<SourceFix> fixes = new ArrayList<>();

    private DsaListReader(Consumer<String> ignored) {
        this.ignored = ignored;
    }

    /**
     * All advisories in the file's order. A fix line whose version is neither a version nor a word such as {@code
     * <unfixed>} (exposure rules, D5) is left out and told to {@code ignored} with its line number.
     */
    public static List<DebAdvisory> read(InputStream content, String file, Consumer<String> ignored)
            throws IOException {
        DsaListReader list = new DsaListReader(ignored);
        BufferedReader reader = new BufferedReader(new InputStreamReader(content, StandardCharsets.UTF_8));
        int number = 0;
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            list.line(line, file + ": line " + ++number);
        }
        list.finish();
        if (list.advisories.isEmpty()) {
            throw new DocumentRefused(
                    file, "no line of the form \"[29 Mar 2023] DSA-5380-1 source - title\" is in it.");
        }
        return list.advisories;
    }

    private void line(String line, String place) {
        Matcher start = HEAD.matcher(line);
        if (start.matches()) {
            finish();
            head = start;
        } else if (line.strip().startsWith("{")) {
            CVE.matcher(line).results().forEach(found -> cves.add(found.group()));
        } else {
            Matcher fix = FIX.matcher(line);
            if (fix.matches()) {
                fix(fix, place);
            }
        }
    }

    private void fix(Matcher fix, String place) {
        String version = fix.group(3);
        boolean word = version.startsWith("<") && version.endsWith(">");
        if (word || (!version.isEmpty() && Character.isDigit(version.charAt(0)))) {
            fixes.add(new SourceFix(fix.group(1), fix.group(2), version));
        } else {
            ignored.accept(place + ": \"" + version + "\" stands where a version belongs; the line is ignored.");
        }
    }

    private void finish() {
        if (head != null) {
            advisories.add(new DebAdvisory(
                    head.group(2), head.group(3).strip(), day(head.group(1)), List.copyOf(cves), List.copyOf(fixes)));
        }
        head = null;
        cves.clear();
        fixes.clear();
    }

    private static @Nullable LocalDate day(String text) {
        try {
            return LocalDate.parse(text.strip().replaceAll("\\s+", " ").replace("Sept ", "Sep "), DAY);
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
