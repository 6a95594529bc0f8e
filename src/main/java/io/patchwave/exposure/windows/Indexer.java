package io.patchwave.exposure.windows;

import io.patchwave.catalog.CatalogSnapshot;
import io.patchwave.catalog.HistoryLine;
import io.patchwave.catalog.WindowsStatement;
import io.patchwave.exposure.Ruler.GroupName;
import io.patchwave.version.KbNumber;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Compiles the statements and the update history of a catalog; the order of the statements does not matter. */
final class Indexer {
    private static final Pattern TEN = Pattern.compile("10\\.0\\.(\\d{5})\\.(\\d{1,6})");

    private final Map<String, ProductBuilder> byName = new HashMap<>();
    private final Map<String, ProductBuilder> byKey = new TreeMap<>();
    private final Map<String, UpdateLine.Builder> lines = new HashMap<>();
    private final Map<Integer, Set<UpdateKind>> said = new HashMap<>();
    private final Set<Integer> history = new HashSet<>();
    private final Set<Integer> historySecurityOnly = new HashSet<>();
    private final Months months = new Months();

    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<String, UpdateKind> words = new HashMap<>();
    private final Severities severities = new Severities();
    private int statements;

    static WindowsIndex index(CatalogSnapshot catalog) {
        Indexer indexer = new Indexer();
        catalog.history().forEach(indexer::add);
        catalog.statements().forEach(indexer::add);
        return indexer.result();
    }

    private void add(HistoryLine row) {
        String name = ProductTable.historyLine(row.product(), row.line());
        if (name == null || row.kb() == null) {
            return;
        }
        int kb = KbNumber.of(row.kb());
        UpdateLine.Builder line = line(name);
        history.add(kb);
        if (row.kind().equals("securityOnly")) {
            historySecurityOnly.add(kb);
            line.securityOnly.add(kb);
        } else {
            line.rollup(kb);
            if (row.revision() != null) {
                line.shipped.merge(kb, row.revision(), Math::min);
            }
        }
    }

    private UpdateLine.Builder line(String name) {
        return lines.computeIfAbsent(name, unused -> new UpdateLine.Builder());
    }

    private void add(WindowsStatement statement) {
        int month = months.of(statement);
        int number = statements++;
        statement.products().forEach(affected -> {
            ProductBuilder product = product(affected.name());
            product.affected(statement.cve());
            if (product.os == null) {
                product.versions.affected(statement.cve(), month, affected.fixedVersion());
            }
            severities.add(statement.cve(), product.key, affected.severity());
        });
        for (WindowsStatement.VendorFix fix : statement.fixes()) {
            if (!UpdateKind.isSetup(fix.subType())) {
                add(number, statement, fix);
            }
        }
    }

    private void add(int number, WindowsStatement statement, WindowsStatement.VendorFix fix) {
        int kb = numbers.computeIfAbsent(fix.kb(), KbNumber::of);
        UpdateKind kind = words.computeIfAbsent(fix.subType() == null ? "" : fix.subType(), UpdateKind::of);
        said.computeIfAbsent(kb, unused -> EnumSet.noneOf(UpdateKind.class)).add(kind);
        int[] older = fix.supersedes().stream()
                .flatMapToInt(text -> KbNumber.parse(text).stream())
                .toArray();
        String fixedBuild = fix.fixedBuild();
        Matcher build = fixedBuild == null ? null : TEN.matcher(fixedBuild.strip());
        Build ten = build == null || !build.matches()
                ? null
                : new Build(familyOf(build.group(1)), Integer.parseInt(build.group(2)));
        int pairs = 0;
        for (String name : fix.products()) {
            ProductBuilder product = product(name);
            pairs += product.remedy(number, statement.cve(), kb) ? 1 : 0;
            for (int replaced : older) {
                product.supersedes(kb, replaced);
            }
            learn(product, kb, kind, ten);
            if (product.os == null && fixedBuild != null) {
                product.fixedBuild(kb, fixedBuild);
            }
        }
        if (pairs > 0) {
            months.count(kb, statement.document(), pairs);
        }
    }

    /** What {@code 10.0.B.R} says. */
    private record Build(int family, int revision) {}

    private void learn(ProductBuilder product, int kb, UpdateKind kind, @Nullable Build fixed) {
        WindowsProduct os = product.os;
        if (os == null || os.line() == null) {
            return;
        }
        if (os.release().isTen()) {
            if (fixed != null && fixed.family() == os.release().family()) {
                line(os.line()).learn(kb, fixed.revision());
            }
        } else if (kind == UpdateKind.ROLLUP && product.isSystem()) {
            line(os.line()).documentRollups.add(kb);
        }
    }

    private static int familyOf(String build) {
        int number = Integer.parseInt(build);
        for (Release release : Release.TEN) {
            if (release.build() == number) {
                return release.family();
            }
        }
        return number;
    }

    private ProductBuilder product(String name) {
        return byName.computeIfAbsent(
                name, given -> byKey.computeIfAbsent(ProductNames.normalised(given), ProductBuilder::new));
    }

    private WindowsIndex result() {
        ProgramFamilies.join(byKey);
        Map<Integer, UpdateKind> kinds = new HashMap<>();
        said.keySet().forEach(kb -> kinds.put(kb, kind(kb)));
        history.forEach(kb -> kinds.putIfAbsent(kb, kind(kb)));
        semiAnnualServers();
        Set<Integer> cumulative = new HashSet<>();
        lines.values().forEach(line -> cumulative.addAll(line.shipped.keySet()));
        Knowledge knowledge = new Knowledge(kinds, months.result(), cumulative);
        Map<String, UpdateLine> histories = new HashMap<>();
        lines.forEach((name, line) -> histories.put(name, line.build(knowledge)));
        Map<String, List<ProductBuilder>> systems = new TreeMap<>();
        byKey.values()
                .forEach(p -> systems.computeIfAbsent(p.os == null ? "" : p.os.key(), k -> new ArrayList<>())
                        .add(p));
        Map<String, ProductIndex> products = new HashMap<>();
        Map<String, List<ProductIndex>> inside = new HashMap<>();
        Map<String, ProductIndex> programs = new HashMap<>();
        List<GroupName> groups = new ArrayList<>(FactEntry.groups());
        systems.forEach((key, members) -> {
            WindowsProduct os = members.get(0).os;
            UpdateLine line = os == null || os.line() == null ? null : histories.get(os.line());
            Map<Integer, Integer> anchors =
                    line == null || os == null || os.release().isTen()
                            ? Map.of()
                            : Anchors.of(members, line, knowledge);
            List<String> left = os == null ? List.of() : ShippedFactRule.cvesOf(os);
            for (ProductBuilder member : members) {
                boolean system = member.isSystem();
                ProductIndex index = member.build(knowledge, line, anchors, system ? left : List.of(), groups);
                if (os == null) {
                    programs.put(index.key(), index);
                } else if (system) {
                    products.put(index.key(), index);
                } else {
                    inside.computeIfAbsent(key, k -> new ArrayList<>()).add(index);
                }
            }
        });
        severities.trim();
        return new WindowsIndex(products, inside, programs, histories, List.copyOf(groups), severities);
    }

    /** A semi-annual server has its client's updates and revisions; where the history leaves one out (1803), the client's holds. */
    private void semiAnnualServers() {
        for (Release release : Release.TEN) {
            String server = release.server();
            UpdateLine.Builder client = lines.get("client/" + release.family());
            if (client != null && server != null && server.startsWith("Windows Server, version")) {
                Map<Integer, Integer> shipped = line("server/" + release.family()).shipped;
                if (shipped.isEmpty()) {
                    shipped.putAll(client.shipped);
                }
            }
        }
    }

    /** W1, a KB's kind: what the history says, else the weightiest of what the documents say. */
    private UpdateKind kind(int kb) {
        if (historySecurityOnly.contains(kb)) {
            return UpdateKind.SECURITY_ONLY;
        }
        if (history.contains(kb)) {
            return UpdateKind.ROLLUP;
        }
        return UpdateKind.weightiest(said.getOrDefault(kb, Set.of()));
    }
}
