package io.patchwave.exposure.windows;

import io.patchwave.exposure.Ruler.GroupName;
import io.patchwave.version.FileVersion;
import io.patchwave.version.KbNumber;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Collects the statements about one product. */
final class ProductBuilder {
    private static final int[] NONE = {};

    final String key;
    final Component component;
    final @Nullable WindowsProduct os;
    final Map<String, int[]> pairs = new HashMap<>();
    final Map<Integer, Set<Integer>> supersededBy = new HashMap<>();
    final Map<Integer, String> fixedBuilds = new HashMap<>();
    final FixedVersions versions = new FixedVersions();

    /** Programs of several levels: which of them it is. */
    @Nullable ProgramFamily family;

    private int statement = -1;
    private int[] stated = NONE;

    ProductBuilder(String key) {
        this.key = key;
        String system = ProductNames.operatingSystem(key);
        os = ProductTable.named(system).orElse(null);
        component = os == null ? Component.NONE : Component.named(ProductNames.component(key));
    }

    /** Whether it is the operating system itself. */
    boolean isSystem() {
        return os != null && component == Component.NONE;
    }

    /** The product is affected, with whatever remedy. */
    void affected(String cve) {
        pairs.putIfAbsent(cve, NONE);
    }

    /** One more alternative for the pair; whether that statement (by its number) says so for the first time. */
    boolean remedy(int number, String cve, int kb) {
        if (number != statement) {
            statement = number;
            stated = NONE;
        }
        int[] before = stated;
        stated = with(stated, kb);
        if (before == stated) {
            return false;
        }
        pairs.merge(cve, stated.length == 1 ? stated : new int[] {kb}, (have, one) -> with(have, kb));
        return true;
    }

    void supersedes(int kb, int older) {
        if (kb != older) {
            supersededBy.computeIfAbsent(older, unused -> new HashSet<>(2)).add(kb);
        }
    }

    /** The version that a program has after that KB; the larger text of several, so that order does not matter. */
    void fixedBuild(int kb, String version) {
        fixedBuilds.merge(kb, version, (a, b) -> a.compareTo(b) >= 0 ? a : b);
    }

    /** Takes over everything that is said of another product. */
    void absorb(ProductBuilder other) {
        other.pairs.forEach((cve, kbs) -> {
            affected(cve);
            for (int kb : kbs) {
                pairs.merge(cve, new int[] {kb}, (have, one) -> with(have, kb));
            }
        });
        learnFrom(other);
    }

    /** Takes over what is said of a later level of the same program alone. */
    void inherit(ProductBuilder later) {
        later.pairs.forEach(pairs::putIfAbsent);
        learnFrom(later);
    }

    private void learnFrom(ProductBuilder other) {
        other.supersededBy.forEach((older, newer) -> newer.forEach(kb -> supersedes(kb, older)));
        other.fixedBuilds.forEach(this::fixedBuild);
    }

    /** The same array where it holds the KB. */
    private static int[] with(int[] have, int kb) {
        int at = Arrays.binarySearch(have, kb);
        if (at >= 0) {
            return have;
        }
        int place = -at - 1;
        int[] more = new int[have.length + 1];
        System.arraycopy(have, 0, more, 0, place);
        more[place] = kb;
        System.arraycopy(have, place, more, place + 1, have.length - place);
        return more;
    }

    /** KBs, or else a version, as the key of a map. */
    private record Alternatives(int[] kbs, @Nullable FileVersion version) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Alternatives others
                    && Arrays.equals(kbs, others.kbs)
                    && Objects.equals(version, others.version);
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(kbs) + Objects.hashCode(version);
        }

        List<String> texts() {
            return Arrays.stream(kbs).mapToObj(KbNumber::text).toList();
        }

        String text() {
            return version == null ? String.join(",", texts()) : version.toString();
        }
    }

    /**
     * The product with what is known of its KBs.
     *
     * @param anchors place of the rollup that contains a security-only update or IE cumulative (R5), shared within the system
     * @param left CVEs that a shipped fact answers
     * @param groups takes the names of its classes
     */
    ProductIndex build(
            Knowledge knowledge,
            @Nullable UpdateLine line,
            Map<Integer, Integer> anchors,
            List<String> left,
            List<GroupName> groups) {
        Map<Alternatives, List<String>> byRemedies = new HashMap<>();
        TreeSet<Integer> all = new TreeSet<>();
        pairs.forEach((cve, kbs) -> {
            if (!left.contains(cve)) {
                byRemedies
                        .computeIfAbsent(
                                new Alternatives(kbs, kbs.length > 0 ? null : versions.of(cve)),
                                unused -> new ArrayList<>())
                        .add(cve);
            }
            for (int kb : kbs) {
                all.add(kb);
            }
        });
        int[] kbs = all.stream().mapToInt(Integer::intValue).toArray();
        Map<String, Alternatives> sorted = new TreeMap<>();
        byRemedies.keySet().forEach(alternatives -> sorted.put(alternatives.text(), alternatives));
        int supported = Support.end(os);
        List<RemedyClass> classes = new ArrayList<>(sorted.size());
        sorted.forEach((text, alternatives) -> {
            List<String> cves = byRemedies.getOrDefault(alternatives, List.of()).stream()
                    .sorted()
                    .toList();
            GroupName name = new GroupName(key + "|" + text, cves);
            int[] indexes = Arrays.stream(alternatives.kbs())
                    .map(kb -> Arrays.binarySearch(kbs, kb))
                    .toArray();
            boolean extended = supported != Months.NEVER
                    && Arrays.stream(alternatives.kbs()).allMatch(kb -> knowledge.month(kb) > supported);
            classes.add(new RemedyClass(
                    groups.size(), name, indexes, alternatives.texts(), alternatives.version(), extended));
            groups.add(name);
        });
        Remedy[] remedies = new RemedyBuilder(this, knowledge, line, anchors).remedies(kbs);
        return new ProductIndex(key, component, os, family, List.copyOf(classes), remedies);
    }
}
