package io.patchwave.catalog.feed;

import io.patchwave.catalog.Mirror.OfferedPackage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a Debian archive's indices: {@code Packages}, and {@code Release} or the clear-signed {@code InRelease}. */
public final class DebianReader {
    private static final Pattern SOURCE = Pattern.compile("(\\S+)\\s*(?:\\(([^)]*)\\))?");

    private DebianReader() {}

    /**
     * What a release says of itself.
     *
     * @param distribution {@code debian}, {@code ubuntu}
     * @param release {@code 12} for Debian, {@code 22.04} for Ubuntu; null where it says none
     * @param codename as written, {@code bookworm-security}
     * @param checksums SHA-256 by path below the suite
     */
    public record Release(
            String distribution, @Nullable String release, String codename, Map<String, String> checksums) {}

    /** All packages of a {@code Packages} file; a stanza without name or version refuses it. */
    public static List<OfferedPackage> packages(InputStream content, String file) throws IOException {
        BufferedReader reader = reader(content);
        Map<String, String> shared = new HashMap<>();
        Map<String, String> stanza = new HashMap<>();
        List<OfferedPackage> packages = new ArrayList<>();
        int number = 0;
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            number++;
            if (line.isBlank()) {
                finish(stanza, packages, shared, file, number);
            } else if (!Character.isWhitespace(line.charAt(0))) {
                field(line, stanza, file, number);
            }
        }
        finish(stanza, packages, shared, file, number);
        return packages;
    }

    private static void field(String line, Map<String, String> stanza, String file, int number) throws DocumentRefused {
        int colon = line.indexOf(':');
        if (colon < 1) {
            throw new DocumentRefused(file, "line " + number + ": expected \"Field: text\".");
        }
        String name = line.substring(0, colon);
        switch (name) {
            case "Package", "Version", "Architecture", "Source" ->
                stanza.put(name, line.substring(colon + 1).strip());
            default -> {}
        }
    }

    private static void finish(
            Map<String, String> stanza,
            List<OfferedPackage> packages,
            Map<String, String> shared,
            String file,
            int number)
            throws DocumentRefused {
        if (stanza.isEmpty()) {
            return;
        }
        String name = stanza.get("Package");
        String version = stanza.get("Version");
        if (name == null || version == null) {
            throw new DocumentRefused(file, "line " + number + ": a stanza without Package or Version ends here.");
        }
        Matcher source = SOURCE.matcher(stanza.getOrDefault("Source", name));
        boolean found = source.matches();
        String sourceVersion = found && source.group(2) != null ? source.group(2) : version;
        packages.add(new OfferedPackage(
                share(shared, name),
                share(shared, version),
                share(shared, stanza.getOrDefault("Architecture", "all")),
                share(shared, found ? source.group(1) : name),
                share(shared, sourceVersion),
                List.of()));
        stanza.clear();
    }

    /** Reads a release file; its signature is not checked here. */
    public static Release release(InputStream content, String file) throws IOException {
        BufferedReader reader = reader(content);
        Map<String, String> fields = new HashMap<>();
        Map<String, String> checksums = new HashMap<>();
        String section = "";
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            if (line.startsWith("-----BEGIN PGP SIGNATURE")) {
                break;
            }
            if (line.startsWith(" ") && section.equals("SHA256")) {
                String[] cells = line.strip().split("\\s+");
                if (cells.length == 3) {
                    checksums.put(cells[2], cells[0]);
                }
            } else if (line.indexOf(':') > 0 && !line.startsWith(" ")) {
                section = line.substring(0, line.indexOf(':'));
                fields.put(section, line.substring(section.length() + 1).strip());
            }
        }
        String codename = fields.get("Codename");
        if (codename == null) {
            throw new DocumentRefused(file, "it has no Codename, so it is no release file.");
        }
        String distribution = fields.getOrDefault("Origin", "").toLowerCase(Locale.ROOT);
        return new Release(distribution, number(distribution, fields.get("Version")), codename, checksums);
    }

    /** {@code 12.15} and {@code 12-updates} are Debian 12; {@code 22.04} stays. */
    private static @Nullable String number(String distribution, @Nullable String version) {
        if (version == null || version.isEmpty()) {
            return null;
        }
        String plain = version.split("-", 2)[0];
        return distribution.equals("debian") ? plain.split("\\.", 2)[0] : plain;
    }

    private static BufferedReader reader(InputStream content) {
        return new BufferedReader(new InputStreamReader(content, StandardCharsets.UTF_8));
    }

    private static String share(Map<String, String> shared, String text) {
        return shared.computeIfAbsent(text, same -> same);
    }
}
