package io.patchwave.inventory.imports;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchwave.platform.input.InputRefused;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Installed packages of dpkg: the table of {@code dpkg -l}, columns of {@code dpkg-query -W}, or {@code /var/lib/dpkg/status}
 * itself. Source and source version are the binary's own where the listing does not tell them.
 */
final class DebList {
    private static final Pattern TABLE_ROW =
            Pattern.compile("^([uihrp])([ncHUFWti])([R ]?)\\s+(\\S+)\\s+(\\S+)(?:\\s+(\\S+).*)?");
    private static final Pattern RULER = Pattern.compile("(?m)^\\+\\+\\+-(=+)-(=+)-.*");
    private static final Pattern STATUS = Pattern.compile("[uihrp][ncHUFWti][R]?");
    private static final Pattern SOURCE = Pattern.compile("(\\S+)(?:\\s+\\((\\S+)\\))?");
    private static final Pattern VERSION = Pattern.compile("(?:\\d+:)?\\d[A-Za-z0-9.+~-]*");
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9+.-]+(:[a-z0-9-]+)?");
    private static final Set<String> ARCHITECTURES =
            Set.of("all", "amd64", "i386", "arm64", "armhf", "armel", "ppc64el", "s390x", "riscv64", "mips64el");
    private static final Map<String, String> MACHINES =
            Map.of("amd64", "x86_64", "i386", "i686", "arm64", "aarch64", "armhf", "armv7l", "ppc64el", "ppc64le");
    private static final Map<Character, String> STATES = Map.of(
            'i',
            "installed",
            'U',
            "unpacked",
            'F',
            "half-configured",
            'H',
            "half-installed",
            'W',
            "triggers-awaited",
            't',
            "triggers-pending");
    private static final Map<String, String> UBUNTU =
            Map.of("7.2", "14.04", "9.4", "16.04", "10.1", "18.04", "11", "20.04", "12", "22.04", "13", "24.04");
    private static final Pattern UBUNTU_BASE = Pattern.compile("(\\d+(?:\\.\\d+)?)ubuntu.*");
    private static final Pattern IN_VERSION = Pattern.compile("~(\\d\\d\\.\\d\\d)(?!\\d)|[+~]deb(\\d+)u\\d+");
    private static final int OLD_COLUMN = 14;

    private DebList() {}

    /** {@code status} is null for {@code install ok installed}. */
    private record Deb(
            String name,
            String version,
            @Nullable String arch,
            @Nullable String source,
            @Nullable String sourceVersion,
            @Nullable String status) {}

    /** Whether the text is one of the three. */
    static boolean recognises(String text) {
        if (text.stripLeading().startsWith("Package: ") || RULER.matcher(text).find()) {
            return true;
        }
        List<String> lines =
                text.lines().filter(line -> !line.isBlank()).limit(400).toList();
        return lines.stream().filter(line -> row(line) != null).count() * 2 > lines.size();
    }

    /** The host of a listing. */
    static FoundHost read(Source source, String text, List<String> notes) throws InputRefused {
        Matcher ruler = RULER.matcher(text);
        if (ruler.find()
                && ruler.group(1).length() <= OLD_COLUMN
                && ruler.group(2).length() <= OLD_COLUMN) {
            throw new InputRefused(
                    "has names and versions cut to the width of a terminal; list again with \"COLUMNS=300 dpkg -l\"");
        }
        List<String> others = new ArrayList<>();
        boolean stanzas = text.stripLeading().startsWith("Package: ") || text.contains("\nPackage: ");
        List<Deb> debs = stanzas ? stanzas(text) : rows(text, others);
        if (debs.isEmpty()) {
            throw new InputRefused("is no dpkg -l listing: no line names an installed package");
        }
        Distribution.Uname uname = Distribution.Uname.in(others);
        String hostname = uname.hostname() == null ? source.stem() : uname.hostname();
        ObjectNode document = distribution(source, text, debs).document(hostname, architecture(debs), uname.kernel());
        var array = document.putArray("debs");
        for (Deb deb : debs) {
            ObjectNode node = array.addObject().put("name", deb.name).put("version", deb.version);
            put(node, "arch", deb.arch);
            put(node, "source", deb.source);
            put(node, "sourceVersion", deb.sourceVersion);
            put(node, "status", deb.status);
        }
        if (debs.stream().allMatch(deb -> deb.source == null) && !stanzas) {
            notes.add(source.name() + ": the list has no source packages; each is taken for its own. Better: the file"
                    + " /var/lib/dpkg/status, or dpkg-query -W -f '${Package}\\t${Version}\\t${Architecture}"
                    + "\\t${source:Package}\\t${source:Version}\\t${db:Status-Abbrev}\\n'");
        }
        return FoundHost.of(source.name(), hostname, document);
    }

    private static void put(ObjectNode node, String member, @Nullable String text) {
        if (text != null) {
            node.put(member, text);
        }
    }

    private static List<Deb> rows(String text, List<String> others) {
        List<Deb> debs = new ArrayList<>();
        for (String line : text.split("\\R")) {
            Deb deb = row(line);
            if (deb == null) {
                others.add(line);
            } else if (isThere(deb.status)) {
                debs.add(deb);
            }
        }
        return debs;
    }

    private static @Nullable Deb row(String line) {
        Matcher table = TABLE_ROW.matcher(line);
        if (table.matches() && VERSION.matcher(table.group(5)).matches()) {
            String[] name = table.group(4).split(":", 2);
            String arch = table.group(6) != null && ARCHITECTURES.contains(table.group(6))
                    ? table.group(6)
                    : name.length > 1 ? name[1] : null;
            return new Deb(name[0], table.group(5), arch, null, null, status(table.group(1) + table.group(2)));
        }
        String[] cells = line.strip().split("[\\t ]+");
        if (cells.length < 2
                || !NAME.matcher(cells[0]).matches()
                || !VERSION.matcher(cells[1]).matches()) {
            return null;
        }
        String[] name = cells[0].split(":", 2);
        int next = 2;
        String arch = cells.length > next && ARCHITECTURES.contains(cells[next]) ? cells[next++] : null;
        boolean source =
                cells.length > next + 1 && VERSION.matcher(cells[next + 1]).matches();
        String last = cells[cells.length - 1];
        return new Deb(
                name[0],
                cells[1],
                arch == null && name.length > 1 ? name[1] : arch,
                source ? cells[next] : null,
                source ? cells[next + 1] : null,
                cells.length > 2 && STATUS.matcher(last).matches() ? status(last) : null);
    }

    /** {@code ii} → null, {@code hi} → {@code hold ok installed}, {@code rc} → {@code deinstall ok config-files}. */
    private static @Nullable String status(String abbreviation) {
        String state = STATES.getOrDefault(abbreviation.charAt(1), "config-files");
        String want = switch (abbreviation.charAt(0)) {
            case 'h' -> "hold";
            case 'r', 'p' -> "deinstall";
            default -> "install";
        };
        return want.equals("install") && state.equals("installed") ? null : want + " ok " + state;
    }

    private static boolean isThere(@Nullable String status) {
        return status == null || (!status.endsWith("config-files") && !status.endsWith("not-installed"));
    }

    private static List<Deb> stanzas(String text) {
        List<Deb> debs = new ArrayList<>();
        for (String stanza : text.split("\\R\\s*\\R")) {
            Map<String, String> fields = new HashMap<>();
            for (String line : stanza.split("\\R")) {
                int colon = line.indexOf(':');
                if (colon > 0 && !Character.isWhitespace(line.charAt(0))) {
                    fields.put(
                            line.substring(0, colon), line.substring(colon + 1).strip());
                }
            }
            String name = fields.get("Package");
            String version = fields.get("Version");
            String status = fields.get("Status");
            if (name != null && version != null && isThere(status)) {
                Matcher source = SOURCE.matcher(fields.getOrDefault("Source", name));
                boolean known = source.matches();
                debs.add(new Deb(
                        name,
                        version,
                        fields.get("Architecture"),
                        known ? source.group(1) : name,
                        known && source.group(2) != null ? source.group(2) : version,
                        "install ok installed".equals(status) ? null : status));
            }
        }
        return debs;
    }

    private static Distribution distribution(Source source, String text, List<Deb> debs) throws InputRefused {
        Distribution told = Distribution.of(source.os());
        told = told == null ? Distribution.inOsRelease(text) : told;
        told = told == null ? byBaseFiles(debs) : told;
        told = told == null ? byVersions(debs) : told;
        if (told == null) {
            throw new InputRefused("does not tell its distribution; say it with os=, for example os=debian:12");
        }
        return told;
    }

    /** {@code base-files 12.4+deb12u5} is Debian 12's, {@code 12ubuntu4.6} Ubuntu 22.04's. */
    private static @Nullable Distribution byBaseFiles(List<Deb> debs) {
        for (Deb deb : debs) {
            if (deb.name.equals("base-files")) {
                Matcher ubuntu = UBUNTU_BASE.matcher(deb.version);
                if (ubuntu.matches()) {
                    String version = UBUNTU.get(ubuntu.group(1));
                    return version == null ? null : new Distribution("ubuntu", version);
                }
                return new Distribution("debian", deb.version.replaceAll("[^0-9].*", ""));
            }
        }
        return null;
    }

    /** {@code 8.4.0-1ubuntu1~18.04} and {@code 7.74.0-1.3+deb11u7} name their releases; they must agree. */
    private static @Nullable Distribution byVersions(List<Deb> debs) {
        Map<Distribution, Integer> votes = new HashMap<>();
        int all = 0;
        for (Deb deb : debs) {
            Matcher mark = IN_VERSION.matcher(deb.version);
            if (mark.find()) {
                boolean ubuntu = mark.group(1) != null;
                votes.merge(
                        new Distribution(ubuntu ? "ubuntu" : "debian", mark.group(ubuntu ? 1 : 2)), 1, Integer::sum);
                all++;
            }
        }
        for (Map.Entry<Distribution, Integer> vote : votes.entrySet()) {
            if (vote.getValue() * 10 >= all * 8) {
                return vote.getKey();
            }
        }
        return null;
    }

    private static String architecture(List<Deb> debs) {
        for (Deb deb : debs) {
            if (deb.arch != null && !deb.arch.equals("all")) {
                return MACHINES.getOrDefault(deb.arch, deb.arch);
            }
        }
        return "x86_64";
    }
}
