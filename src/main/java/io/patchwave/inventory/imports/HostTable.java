package io.patchwave.inventory.imports;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchwave.inventory.imports.FoundHost.Asset;
import io.patchwave.platform.input.InputRefused;
import io.patchwave.platform.json.Json;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A list of hosts as a table: columns by the words of its first row, in any order and case. A row that tells no Windows version
 * is a line of an asset list: the host is known, its software is not.
 */
final class HostTable {
    /** Column words without spaces, dashes and underscores → what they mean. */
    private static final Map<String, String> COLUMNS = Map.ofEntries(
            Map.entry("machineid", "machineId"),
            Map.entry("hostname", "hostname"),
            Map.entry("host", "hostname"),
            Map.entry("computer", "hostname"),
            Map.entry("computername", "hostname"),
            Map.entry("name", "hostname"),
            Map.entry("主机名", "hostname"),
            Map.entry("ip", "ip"),
            Map.entry("ipaddress", "ip"),
            Map.entry("address", "ip"),
            Map.entry("osname", "osName"),
            Map.entry("os", "osName"),
            Map.entry("operatingsystem", "osName"),
            Map.entry("osversion", "osVersion"),
            Map.entry("version", "osVersion"),
            Map.entry("build", "osVersion"),
            Map.entry("osbuild", "osVersion"),
            Map.entry("operatingsystemversion", "osVersion"),
            Map.entry("revision", "revision"),
            Map.entry("ubr", "revision"),
            Map.entry("architecture", "architecture"),
            Map.entry("arch", "architecture"),
            Map.entry("servicepack", "servicePack"),
            Map.entry("sp", "servicePack"),
            Map.entry("producttype", "productType"),
            Map.entry("hotfixes", "hotfixes"),
            Map.entry("hotfix", "hotfixes"),
            Map.entry("hotfixids", "hotfixes"),
            Map.entry("kbs", "hotfixes"),
            Map.entry("owner", "owner"),
            Map.entry("criticality", "criticality"),
            Map.entry("zone", "zone"),
            Map.entry("tags", "tags"),
            Map.entry("tag", "tags"));
    /** {@code 10.0.17763.5329}, {@code 6.3.9600}, {@code 6.1 (7601)}, {@code 17763.5329}, {@code 9600}. */
    private static final Pattern VERSION =
            Pattern.compile("(?:(\\d{1,2}\\.\\d)[. ]+)?\\(?(\\d{4,5})\\)?(?:\\.(\\d{1,5}))?.*");

    private static final Map<Integer, String> NT =
            Map.of(2600, "5.1", 3790, "5.2", 7600, "6.1", 7601, "6.1", 9200, "6.2", 9600, "6.3");
    private static final Map<Integer, Integer> SERVICE_PACKS = Map.of(6001, 1, 6002, 2, 6003, 2, 7601, 1);
    private static final Set<String> CRITICALITIES = Set.of("critical", "high", "normal", "low");
    private static final Set<String> PRODUCT_TYPES = Set.of("server", "workstation", "domain-controller");
    private static final int WINDOWS_10 = 10_240;

    private final String origin;
    private final Map<String, Integer> places;

    private HostTable(String origin, Map<String, Integer> places) {
        this.origin = origin;
        this.places = places;
    }

    /** Whether a first row names a host's columns. */
    static boolean recognises(List<String> header) {
        Map<String, Integer> places = places(header);
        return places.size() > 1 && (places.containsKey("hostname") || places.containsKey("machineId"));
    }

    /** A table with that first row; without a column for the host's name or id it is refused. */
    static HostTable of(String origin, List<String> header) throws InputRefused {
        Map<String, Integer> places = places(header);
        if (!places.containsKey("hostname") && !places.containsKey("machineId")) {
            throw new InputRefused("has no column hostname or machine_id in its first row");
        }
        return new HostTable(origin, places);
    }

    private static Map<String, Integer> places(List<String> header) {
        Map<String, Integer> places = new HashMap<>();
        for (int at = 0; at < header.size(); at++) {
            String meaning =
                    COLUMNS.get(header.get(at).strip().toLowerCase(Locale.ROOT).replaceAll("[\\s_-]+", ""));
            if (meaning != null) {
                places.putIfAbsent(meaning, at);
            }
        }
        return places;
    }

    /** The host of a row; what is wrong with it is refused with a sentence that follows "row 7 ". */
    FoundHost row(long number, List<String> cells) throws InputRefused {
        String machineId = cell(cells, "machineId");
        String hostname = cell(cells, "hostname");
        if (machineId == null && hostname == null) {
            throw new InputRefused("names no host: hostname and machine_id are empty");
        }
        String criticality = lower(cell(cells, "criticality"));
        if (criticality != null && !CRITICALITIES.contains(criticality)) {
            throw new InputRefused("has criticality " + criticality + "; it must be critical, high, normal or low");
        }
        String tags = cell(cells, "tags");
        Asset asset = new Asset(
                cell(cells, "ip"),
                cell(cells, "owner"),
                criticality,
                cell(cells, "zone"),
                tags == null ? List.of() : Arrays.asList(tags.split("[\\s;,|]+")));
        return new FoundHost(origin + ", row " + number, machineId, hostname, software(hostname, cells), asset);
    }

    private @Nullable ObjectNode software(@Nullable String hostname, List<String> cells) throws InputRefused {
        String version = cell(cells, "osVersion");
        String name = cell(cells, "osName");
        boolean windows = name == null || name.toLowerCase(Locale.ROOT).contains("windows");
        if (version == null || !windows) {
            if (cell(cells, "hotfixes") != null) {
                throw new InputRefused("lists hotfixes but no Windows version in os_version, so they cannot be judged");
            }
            return null;
        }
        Matcher parts = VERSION.matcher(version);
        if (!parts.matches()) {
            throw new InputRefused("has os_version " + version + "; it must be like 6.3.9600 or 10.0.17763.5329");
        }
        int build = Integer.parseInt(parts.group(2));
        ObjectNode document = Json.mapper().createObjectNode();
        if (hostname != null) {
            document.put("hostname", hostname);
        }
        ObjectNode os = document.putObject("os");
        os.put("family", "windows").put("name", SystemInfo.caption(name == null ? "Microsoft Windows" : name));
        os.put("version", nt(parts.group(1), build) + "." + build).put("build", build);
        String revision = cell(cells, "revision") == null ? parts.group(3) : cell(cells, "revision");
        if (revision != null && build >= WINDOWS_10) {
            os.put("revision", number(revision, "revision"));
        }
        String productType = lower(cell(cells, "productType"));
        if (productType != null) {
            if (!PRODUCT_TYPES.contains(productType)) {
                throw new InputRefused(
                        "has product_type " + productType + "; it must be server, workstation or domain-controller");
            }
            os.put("productType", productType);
        }
        String pack = cell(cells, "servicePack");
        os.put(
                "servicePack",
                pack == null
                        ? SERVICE_PACKS.getOrDefault(build, 0)
                        : number(pack.replaceFirst("(?i)^(sp|service pack)\\s*", ""), "service_pack"));
        String architecture = cell(cells, "architecture");
        os.put("architecture", architecture == null ? "x64" : architecture);
        var hotfixes = document.putArray("hotfixes");
        kbs(cell(cells, "hotfixes")).forEach(hotfixes::add);
        if (cell(cells, "ip") != null) {
            document.put("ip", cell(cells, "ip"));
        }
        return document;
    }

    /** {@code KB4012213; 4012216} → both; people who keep lists leave the letters away. */
    private static List<String> kbs(@Nullable String text) {
        return text == null
                ? List.of()
                : Arrays.stream(text.split("[\\s;,|]+"))
                        .map(word -> word.matches("\\d{6,7}") ? "KB" + word : word)
                        .flatMap(word -> SystemInfo.kbs(word).stream())
                        .distinct()
                        .sorted()
                        .toList();
    }

    private static String nt(@Nullable String written, int build) throws InputRefused {
        if (written != null) {
            return written;
        }
        if (build >= WINDOWS_10) {
            return "10.0";
        }
        String known = build >= 6000 && build <= 6003 ? "6.0" : NT.get(build);
        if (known == null) {
            throw new InputRefused("has the unknown Windows build " + build);
        }
        return known;
    }

    private static int number(String text, String column) throws InputRefused {
        if (!text.matches("\\d{1,6}(\\.0)?")) {
            throw new InputRefused("has " + column + " " + text + ", which is no number");
        }
        return (int) Double.parseDouble(text);
    }

    private @Nullable String cell(List<String> cells, String column) {
        Integer place = places.get(column);
        if (place == null || place >= cells.size()) {
            return null;
        }
        String text = cells.get(place).replace('\u00a0', ' ').strip();
        return text.isEmpty() ? null : text;
    }

    private static @Nullable String lower(@Nullable String text) {
        return text == null ? null : text.toLowerCase(Locale.ROOT);
    }
}
