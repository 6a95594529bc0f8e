package io.patchwave.exposure.windows;

import io.patchwave.catalog.CatalogSnapshot;
import io.patchwave.catalog.HistoryLine;
import io.patchwave.inventory.WindowsSoftware;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;

/** Machines drawn from a catalog's own products, updates and revisions: any state that a machine might be in, and some that none is. */
final class RandomWindows {
    private static final Map<String, Integer> SIX = Map.of(
            "Windows 7", 7601,
            "Windows Server 2008 R2", 7601,
            "Windows Server 2008", 6003,
            "Windows 8.1", 9600,
            "Windows Server 2012", 9200,
            "Windows Server 2012 R2", 9600);
    private static final List<String> PROGRAMS = List.of(
            "7-Zip 23.01 (x64)",
            "Microsoft Edge",
            "Microsoft .NET Runtime - 6.0.8 (x64)",
            "Microsoft .NET Runtime - 6.0.25 (x64)",
            "Microsoft SharePoint Server 2016",
            "Microsoft Office Professional Plus 2016 (64-bit)",
            "Microsoft SQL Server 2019 (64-bit)",
            "Hotfix 4430 for SQL Server 2019 (KB5054833) (64-bit)",
            "GDR 2110 for SQL Server 2019 (KB5035434) (64-bit)",
            "Microsoft Office 2019 for 64-bit editions",
            "Update for Microsoft Office 2016 (KB5002323) 64-Bit Edition",
            "Microsoft Word 2016 (64-bit edition)",
            "Microsoft Office Home and Student 2013",
            "Microsoft Office Standard 2016 - de-de",
            "Microsoft Office Excel MUI (English) 2010",
            "Microsoft Visio Professional 2016",
            "Microsoft Office 365 ProPlus - en-us",
            "Microsoft 365 Apps for enterprise - ja-jp",
            "Microsoft Exchange Server 2016 Cumulative Update 23");

    private final Random random;
    private final Map<String, List<HistoryLine>> lines;
    private final List<String> names;
    private final List<String> kbs;

    RandomWindows(CatalogSnapshot catalog, long seed) {
        random = new Random(seed);
        lines = new TreeMap<>();
        for (HistoryLine line : catalog.history()) {
            if (line.line().matches("\\d+") || SIX.containsKey(line.product())) {
                lines.computeIfAbsent(line.product() + "|" + line.line(), unused -> new ArrayList<>())
                        .add(line);
            }
        }
        names = List.copyOf(lines.keySet());
        TreeSet<String> all = new TreeSet<>();
        catalog.statements().forEach(one -> one.fixes().forEach(fix -> all.add(fix.kb())));
        kbs = List.copyOf(all);
    }

    private RandomWindows(RandomWindows known, long seed) {
        random = new Random(seed);
        lines = known.lines;
        names = known.names;
        kbs = known.kbs;
    }

    /** Others of the same catalog. */
    RandomWindows seeded(long seed) {
        return new RandomWindows(this, seed);
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private boolean oneIn(int many) {
        return random.nextInt(many) == 0;
    }

    WindowsSoftware next() {
        String name = any(names);
        String product = name.substring(0, name.indexOf('|'));
        String line = name.substring(name.indexOf('|') + 1);
        boolean ten = line.matches("\\d+");
        List<HistoryLine> history = lines.get(name);
        TreeSet<String> listed = new TreeSet<>();
        for (int i = random.nextInt(12); i > 0; i--) {
            String kb = any(history).kb();
            listed.add(kb == null ? any(kbs) : kb);
        }
        for (int i = random.nextInt(20); i > 0; i--) {
            listed.add(any(kbs));
        }
        Integer revision = any(history).revision();
        return new WindowsSoftware(
                "Microsoft " + product,
                null,
                ten ? Integer.parseInt(line) : SIX.get(product),
                revision == null || oneIn(5)
                        ? null
                        : Integer.valueOf(Math.max(0, revision + (oneIn(4) ? random.nextInt(30) - 15 : 0))),
                null,
                oneIn(5) ? "EnterpriseS" : null,
                oneIn(3) ? "Server Core" : null,
                oneIn(6) ? "server" : null,
                random.nextInt(3),
                oneIn(4) ? "x86" : "x64",
                random.nextBoolean(),
                List.copyOf(listed),
                programs(),
                components(),
                oneIn(10)
                        ? List.of(new WindowsSoftware.FileVersion(
                                "c:\\windows\\system32\\drivers\\srv.sys", "6.3.9600." + (18500 + random.nextInt(200))))
                        : List.of());
    }

    private List<WindowsSoftware.Program> programs() {
        if (oneIn(4)) {
            return null;
        }
        List<WindowsSoftware.Program> programs = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            programs.add(new WindowsSoftware.Program(
                    any(PROGRAMS), "16.0." + random.nextInt(6000) + ".1000", null, oneIn(2) ? "x64" : null));
        }
        return programs;
    }

    private WindowsSoftware.Components components() {
        return oneIn(3)
                ? new WindowsSoftware.Components(
                        oneIn(2) ? "11.0.9600.19326" : null,
                        oneIn(2) ? List.of("4.8") : List.of(),
                        oneIn(2) ? List.of("13.0.5108.50") : List.of())
                : null;
    }
}
