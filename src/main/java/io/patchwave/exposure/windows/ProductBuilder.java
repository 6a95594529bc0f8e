package io.patchwave.exposure.windows;

import io.patchwave.version.KbNumber;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Collects the statements about one product. */
final class ProductBuilder {
    private static final int[] NONE = {};

    final String key;
    final String component;
    final @Nullable WindowsProduct os;
    final Map<String, int[]> pairs = new HashMap<>();
    private final Map<Integer, TreeSet<Integer>> supersededBy = new HashMap<>();
    private final Map<Integer, String> fixedBuilds = new HashMap<>();

    ProductBuilder(String key) {
        this.key = key;
        String system = ProductNames.operatingSystem(key);
        os = ProductTable.named(system).orElse(null);
        component = os == null ? "" : ProductNames.component(key);
    }

    /** The product is affected, with whatever remedy. */
    void affected(String cve) {
        pairs.putIfAbsent(cve, NONE);
    }

    /** One more alternative for the pair. */
    void remedy(String cve, int kb) {
        pairs.merge(cve, new int[] {kb}, ProductBuilder::union);
    }

    void supersedes(int kb, int older) {
        if (kb != older) {
            supersededBy.computeIfAbsent(older, unused -> new TreeSet<>()).add(kb);
        }
    }

    /** The version that a program has after that KB; the larger text of several, so that order does not matter. */
    void fixedBuild(int kb, String version) {
        fixedBuilds.merge(kb, version, (a, b) -> a.compareTo(b) >= 0 ? a : b);
    }

    private static int[] union(int[] have, int[] one) {
        int at = Arrays.binarySearch(have, one[0]);
        if (at >= 0) {
            return have;
        }
        int[] more = Arrays.copyOf(have, have.length + 1);
        more[have.length] = one[0];
        Arrays.sort(more);
        return more;
    }

    ProductIndex build(IntFunction<UpdateKind> kinds, Map<Integer, Integer> anchors, List<String> left) {
        Map<String, List<String>> byRemedies = new TreeMap<>();
        Map<String, int[]> remedies = new HashMap<>();
        TreeSet<Integer> all = new TreeSet<>();
        pairs.forEach((cve, kbs) -> {
            if (!left.contains(cve)) {
                String group =
                        key + "|" + Arrays.stream(kbs).mapToObj(KbNumber::text).collect(Collectors.joining(","));
                byRemedies.computeIfAbsent(group, unused -> new ArrayList<>()).add(cve);
                remedies.put(group, kbs);
            }
            Arrays.stream(kbs).forEach(all::add);
        });
        List<RemedyClass> classes = new ArrayList<>(byRemedies.size());
        byRemedies.forEach((group, cves) -> {
            int[] kbs = remedies.getOrDefault(group, NONE);
            List<String> texts = Arrays.stream(kbs).mapToObj(KbNumber::text).toList();
            classes.add(new RemedyClass(group, cves.stream().sorted().toList(), kbs, texts));
        });
        return new ProductIndex(
                key, component, os, List.copyOf(classes), edges(kinds), ints(all), anchors, Map.copyOf(fixedBuilds));
    }

    /** R6, wrong edges are dropped: out of a security-only update none leads to a rollup or to another security-only one. */
    private Map<Integer, int[]> edges(IntFunction<UpdateKind> kinds) {
        Map<Integer, int[]> edges = new HashMap<>();
        supersededBy.forEach((older, newer) -> {
            UpdateKind target = kinds.apply(older);
            boolean whole = target == UpdateKind.ROLLUP || target == UpdateKind.SECURITY_ONLY;
            newer.removeIf(kb -> whole && kinds.apply(kb) == UpdateKind.SECURITY_ONLY);
            if (!newer.isEmpty()) {
                edges.put(older, ints(newer));
            }
        });
        return Map.copyOf(edges);
    }

    private static int[] ints(TreeSet<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).toArray();
    }
}
