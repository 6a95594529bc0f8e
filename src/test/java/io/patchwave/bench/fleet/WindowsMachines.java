package io.patchwave.bench.fleet;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Windows inventories: a product line of the update history, the revision of a random month there, the updates up to that month
 * as a machine lists them (all of the last year, some older ones), and programs until there are {@value #ENTRIES} entries in all.
 */
final class WindowsMachines {
    static final int ENTRIES = 600;
    private static final int PROGRAMS = 2_500;
    private static final Map<String, String> CAPTIONS = Map.of(
            "Windows 10", "Microsoft Windows 10 Enterprise",
            "Windows 11", "Microsoft Windows 11 Enterprise",
            "Windows 7", "Microsoft Windows 7 Professional",
            "Windows 8.1", "Microsoft Windows 8.1 Pro",
            "Windows Server 2008 R2", "Microsoft Windows Server 2008 R2 Standard",
            "Windows Server 2012", "Microsoft Windows Server 2012 Standard",
            "Windows Server 2012 R2", "Microsoft Windows Server 2012 R2 Standard",
            "Windows Server 2016", "Microsoft Windows Server 2016 Standard",
            "Windows Server 2019", "Microsoft Windows Server 2019 Standard",
            "Windows Server 2022", "Microsoft Windows Server 2022 Standard");
    private static final Map<String, String> OLD_BUILDS = Map.of(
            "Windows 7", "6.1.7601",
            "Windows Server 2008 R2", "6.1.7601",
            "Windows Server 2012", "6.2.9200",
            "Windows 8.1", "6.3.9600",
            "Windows Server 2012 R2", "6.3.9600");

    private final List<Line> lines = new ArrayList<>();

    WindowsMachines(byte[] history) {
        Map<String, Line> found = new LinkedHashMap<>();
        new String(history, StandardCharsets.UTF_8).lines().skip(1).forEach(row -> {
            String[] cells = row.split("\t", -1);
            if (CAPTIONS.containsKey(cells[0])
                    && cells[2].equals("rollup")
                    && cells.length > 4
                    && !cells[4].isEmpty()) {
                found.computeIfAbsent(cells[0] + cells[1], key -> new Line(cells[0], cells[1], new ArrayList<>()))
                        .updates()
                        .add(new String[] {cells[3], cells[4]});
            }
        });
        lines.addAll(found.values());
    }

    /** A product line with its rollups, oldest first: revision (or nothing) and KB. */
    private record Line(String product, String line, List<String[]> updates) {}

    /** The members of a document from {@code os} on, as JSON without the outer braces. */
    String document(SplittableRandom random, int changed) {
        Line line = lines.get(random.nextInt(lines.size()));
        int month = random.nextInt(line.updates().size());
        String[] newest = line.updates().get(month);
        boolean old = OLD_BUILDS.containsKey(line.product());
        String version = old ? OLD_BUILDS.get(line.product()) : "10.0." + line.line();
        StringBuilder json =
                new StringBuilder("\"os\":{\"family\":\"windows\",\"name\":\"%s\",\"version\":\"%s\",\"build\":%s,"
                        .formatted(
                                CAPTIONS.get(line.product()),
                                version,
                                version.substring(version.lastIndexOf('.') + 1)));
        if (!newest[0].isEmpty()) {
            json.append("\"revision\":").append(newest[0]).append(',');
        }
        json.append("\"productType\":\"%s\",\"servicePack\":%d,\"architecture\":\"x64\"},\"hotfixes\":["
                .formatted(
                        line.product().contains("Server") ? "server" : "workstation",
                        old && version.startsWith("6.1") ? 1 : 0));
        int count = 0;
        for (int at = 0; at <= month; at++) {
            if (month - at < 12 || random.nextInt(4) == 0) {
                json.append(count++ == 0 ? "\"" : ",\"")
                        .append(line.updates().get(at)[1])
                        .append('"');
            }
        }
        json.append("],\"programs\":[");
        boolean[] taken = new boolean[PROGRAMS];
        for (int at = count; at < ENTRIES; at++) {
            int program = random.nextInt(PROGRAMS);
            while (taken[program]) {
                program = (program + 1) % PROGRAMS;
            }
            taken[program] = true;
            int build = random.nextInt(30) + (at - count < changed ? 30 : 0);
            json.append(at == count ? "" : ",")
                    .append("{\"name\":\"Program %d\",\"version\":\"%d.%d.%d\",\"publisher\":\"Publisher %d\"}"
                            .formatted(program, 1 + program % 20, program % 7, build, program % 97));
        }
        return json.append(']').toString();
    }
}
