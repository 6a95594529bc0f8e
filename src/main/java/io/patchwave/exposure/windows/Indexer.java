package io.patchwave.exposure.windows;

import io.patchwave.catalog.CatalogSnapshot;
import io.patchwave.catalog.HistoryLine;
import io.patchwave.catalog.WindowsStatement;
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

    private record Pair(int kb, ProductBuilder product) {}

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
            if (!line.order.contains(kb)) {
                line.order.add(kb);
            }
            if (row.revision() != null) {
                line.shipped.merge(kb, row.revision(), Math::min);
            }
        }
    }

    private UpdateLine.Builder line(String name) {
        return lines.computeIfAbsent(name, unused -> new UpdateLine.Builder());
    }

    private void add(WindowsStatement statement) {
        months.of(statement);
        Set<Pair> counted = new HashSet<>();
        statement.products().forEach(affected -> product(affected.name()).affected(statement.cve()));
        for (WindowsStatement.VendorFix fix : statement.fixes()) {
            if (!UpdateKind.isSetup(fix.subType())) {
                int kb = KbNumber.of(fix.kb());
                UpdateKind kind = UpdateKind.of(fix.subType());
                said.computeIfAbsent(kb, unused -> EnumSet.noneOf(UpdateKind.class))
                        .add(kind);
                Matcher build = TEN.matcher(
                        fix.fixedBuild() == null ? "" : fix.fixedBuild().strip());
                for (String name : fix.products()) {
                    ProductBuilder product = product(name);
                    product.remedy(statement.cve(), kb);
                    if (counted.add(new Pair(kb, product))) {
                        months.count(kb, statement.document());
                    }
                    fix.supersedes().forEach(older -> KbNumber.parse(older).ifPresent(o -> product.supersedes(kb, o)));
                    learn(product, kb, kind, build);
                    if (product.os == null && fix.fixedBuild() != null) {
                        product.fixedBuild(kb, fix.fixedBuild());
                    }
                }
            }
        }
    }

    private void learn(ProductBuilder product, int kb, UpdateKind kind, Matcher fixedBuild) {
        WindowsProduct os = product.os;
        if (os == null || os.line() == null) {
            return;
        }
        if (os.release().isTen()) {
            if (fixedBuild.matches()
                    && familyOf(fixedBuild.group(1)) == os.release().family()) {
                line(os.line()).learn(kb, Integer.parseInt(fixedBuild.group(2)));
            }
        } else if (kind == UpdateKind.ROLLUP && product.component.isEmpty()) {
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
        Map<Integer, Integer> month = months.result();
        Map<Integer, UpdateKind> kinds = new HashMap<>();
        said.keySet().forEach(kb -> kinds.put(kb, kind(kb)));
        history.forEach(kb -> kinds.putIfAbsent(kb, kind(kb)));
        semiAnnualServers();
        Map<String, UpdateLine> histories = new HashMap<>();
        lines.forEach((name, line) -> histories.put(name, line.build(month, kinds)));
        Map<String, List<ProductBuilder>> systems = new TreeMap<>();
        byKey.values()
                .forEach(p -> systems.computeIfAbsent(p.os == null ? "" : p.os.key(), k -> new ArrayList<>())
                        .add(p));
        Map<String, ProductIndex> products = new HashMap<>();
        Map<String, List<ProductIndex>> inside = new HashMap<>();
        Map<String, ProductIndex> programs = new HashMap<>();
        systems.forEach((key, members) -> {
            WindowsProduct os = members.get(0).os;
            UpdateLine line = os == null || os.line() == null || os.release().isTen() ? null : histories.get(os.line());
            Map<Integer, Integer> anchors = line == null ? Map.of() : Anchors.of(members, line, month);
            List<String> left = os == null ? List.of() : ShippedFactRule.cvesOf(os);
            for (ProductBuilder member : members) {
                boolean system = os != null && member.component.isEmpty();
                ProductIndex index = member.build(
                        kb -> kinds.getOrDefault(kb, UpdateKind.SINGLE), anchors, system ? left : List.of());
                if (os == null) {
                    programs.put(index.key(), index);
                } else if (system) {
                    products.put(index.key(), index);
                } else {
                    inside.computeIfAbsent(key, k -> new ArrayList<>()).add(index);
                }
            }
        });
        Set<Integer> cumulative = new HashSet<>();
        lines.values().forEach(line -> cumulative.addAll(line.shipped.keySet()));
        return new WindowsIndex(products, inside, programs, histories, kinds, month, cumulative);
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

    static @Nullable UpdateLine line(WindowsIndex index, WindowsProduct product) {
        return product.line() == null ? null : index.lines().get(product.line());
    }
}
