package io.patchwave.exposure.windows;

import io.patchwave.catalog.ShippedFact;
import io.patchwave.catalog.ShippedFacts;
import io.patchwave.exposure.Ruler.GroupName;
import io.patchwave.version.KbNumber;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a shipped fact says of one sort of machine, ready to be asked.
 *
 * @param classes the fact as a class of each product concerned, by the product's key
 * @param provenBy numbers of the updates that carry the fix
 * @param firstRollup number of the first rollup with it, 0 for none
 * @param undecidedAfter number of the last security-only update of which something is known, 0 for none
 */
record FactEntry(
        ShippedFact fact,
        ShippedFact.Product entry,
        Map<String, RemedyClass> classes,
        int[] provenBy,
        int firstRollup,
        int undecidedAfter) {
    private static final List<String> ADVISORIES = ShippedFacts.all().stream()
            .flatMap(fact -> Stream.concat(fact.cves().stream(), Stream.of(fact.id())))
            .sorted()
            .toList();
    private static final List<GroupName> GROUPS = new ArrayList<>();
    private static final Map<Integer, List<FactEntry>> CLIENTS = new HashMap<>();
    private static final Map<Integer, List<FactEntry>> SERVERS = new HashMap<>();

    static {
        Map<String, Integer> numbers = new HashMap<>();
        for (ShippedFact fact : ShippedFacts.all()) {
            for (ShippedFact.Product entry : fact.products()) {
                FactEntry ready = of(fact, entry, numbers);
                for (int build : entry.builds()) {
                    if (!"server".equals(entry.side())) {
                        CLIENTS.computeIfAbsent(build, unused -> new ArrayList<>(1))
                                .add(ready);
                    }
                    if (!"client".equals(entry.side())) {
                        SERVERS.computeIfAbsent(build, unused -> new ArrayList<>(1))
                                .add(ready);
                    }
                }
            }
        }
    }

    private static FactEntry of(ShippedFact fact, ShippedFact.Product entry, Map<String, Integer> numbers) {
        Stream<String> products = ProductTable.all().stream()
                .filter(product -> entry.builds().contains(product.release().build()))
                .filter(product -> entry.side() == null || entry.side().equals("server") == product.server())
                .map(WindowsProduct::key);
        Stream<String> builds = entry.builds().stream().map(FactEntry::keyOfBuild);
        List<String> advisories = Stream.concat(fact.cves().stream(), Stream.of(fact.id()))
                .sorted()
                .toList();
        Map<String, RemedyClass> classes = new HashMap<>();
        Stream.concat(products, builds).sorted().distinct().forEach(product -> {
            GroupName name = new GroupName(product + "|" + fact.id(), advisories);
            int number = numbers.computeIfAbsent(name.key(), unused -> {
                GROUPS.add(name);
                return GROUPS.size() - 1;
            });
            classes.put(product, new RemedyClass(number, name, new int[0], entry.remedies(), null, false));
        });
        return new FactEntry(
                fact,
                entry,
                Map.copyOf(classes),
                entry.provenBy().stream().mapToInt(KbNumber::of).toArray(),
                entry.firstRollup() == null ? 0 : KbNumber.of(entry.firstRollup()),
                entry.undecidedAfter() == null ? 0 : KbNumber.of(entry.undecidedAfter()));
    }

    /** What stands for the product's key where MSRC's documents have no product (XP, Server 2003). */
    static String keyOfBuild(int build) {
        return "build " + build;
    }

    /** The facts that speak of such machines. */
    static List<FactEntry> of(int build, boolean server) {
        return (server ? SERVERS : CLIENTS).getOrDefault(build, List.of());
    }

    /** Everything that a fact speaks of, whether it concerns the machine or not. */
    static List<String> advisories() {
        return ADVISORIES;
    }

    /** All facts as classes, by number; the catalog's own follow. */
    static List<GroupName> groups() {
        return GROUPS;
    }
}
