package io.patchwave.exposure.deb;

import io.patchwave.catalog.DebAdvisory;
import io.patchwave.catalog.OsvAdvisory;
import io.patchwave.exposure.Ruler;
import io.patchwave.exposure.linux.OsvRange;
import io.patchwave.exposure.linux.Release;
import io.patchwave.exposure.linux.Weight;
import io.patchwave.version.DebianVersions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A catalog's advisories by what they fix.
 *
 * @param fixes release → source package → what advisories say of it
 * @param numbers by id, those of one source together, by the version that fixes
 */
record DebCompilation(
        Map<Release, Map<String, List<SourceFix>>> fixes,
        Map<String, Integer> numbers,
        List<Ruler.GroupName> groups,
        List<DebOffers> archives) {
    static DebCompilation of(DebFeed feed) {
        Draft draft = new Draft();
        Set<String> listed = new HashSet<>();
        for (DebAdvisory advisory : feed.debian()) {
            listed.add(advisory.id());
            for (DebAdvisory.SourceFix line : advisory.fixes()) {
                SourceFix fix = read(advisory.id(), line);
                if (fix != null) {
                    draft.put(Release.of("debian", Suites.number(line.release())), line.source(), fix);
                }
            }
        }
        for (OsvAdvisory advisory : feed.osv()) {
            if (advisory.withdrawn() == null
                    && !listed.contains(advisory.id())
                    && !advisory.id().startsWith("LSN-")) {
                addOsv(draft, advisory);
            }
        }
        List<DebOffers> archives = feed.mirrors().stream()
                .filter(DebFeed::isOfDeb)
                .map(DebOffers::of)
                .toList();
        return draft.numbered(archives);
    }

    /** The sources that some of these advisories fix. */
    Set<String> sourcesOf(Set<String> ids) {
        Set<String> sources = new HashSet<>();
        for (Map<String, List<SourceFix>> ofRelease : fixes.values()) {
            ofRelease.forEach((source, all) -> {
                if (all.stream().anyMatch(fix -> ids.contains(fix.advisory()))) {
                    sources.add(source);
                }
            });
        }
        return sources;
    }

    /** A version, or a word in its place (D5); null where the line says nothing of the kind. */
    private static @Nullable SourceFix read(String advisory, DebAdvisory.SourceFix line) {
        String version = line.version();
        OsvRange<String> everything = new OsvRange<>(null, null, null);
        return switch (version) {
            case "<unfixed>" -> new SourceFix(advisory, false, List.of(everything), Weight.NO_REMEDY, null, false);
            case "<end-of-life>" ->
                new SourceFix(advisory, false, List.of(everything), Weight.UNSUPPORTED, null, false);
            default ->
                version.isEmpty() || !Character.isDigit(version.charAt(0))
                        ? null
                        : new SourceFix(
                                advisory,
                                false,
                                List.of(new OsvRange<>(null, version, null)),
                                Weight.NO_REMEDY,
                                null,
                                false);
        };
    }

    private static void addOsv(Draft draft, OsvAdvisory advisory) {
        for (OsvAdvisory.Affected affected : advisory.affected()) {
            OsvEcosystem ecosystem = OsvEcosystem.of(affected);
            if (ecosystem != null) {
                List<OsvRange<String>> ranges = OsvRange.of(affected, Function.identity(), DebianVersions::compare);
                SourceFix fix = new SourceFix(
                        advisory.id(),
                        true,
                        ranges,
                        Weight.NO_REMEDY,
                        ecosystem.subscription(),
                        ecosystem.onlySubscribed());
                draft.put(ecosystem.release(), affected.name(), fix);
            }
        }
    }

    /** While advisories are read. */
    private static final class Draft {
        private record Item(String id, String source, String version) {
            private static final Comparator<Item> ORDER = Comparator.comparing(Item::source)
                    .thenComparing(Item::version, DebianVersions::compare)
                    .thenComparing(Item::id);
        }

        private final Map<Release, Map<String, List<SourceFix>>> fixes = new HashMap<>();
        private final Map<String, Item> items = new HashMap<>();

        void put(Release release, String source, SourceFix fix) {
            fixes.computeIfAbsent(release, key -> new HashMap<>())
                    .computeIfAbsent(source, key -> new ArrayList<>(2))
                    .add(fix);
            String fixed = fix.ranges().isEmpty() ? null : fix.ranges().get(0).fixed();
            items.putIfAbsent(fix.advisory(), new Item(fix.advisory(), source, fixed == null ? "" : fixed));
        }

        DebCompilation numbered(List<DebOffers> archives) {
            List<Item> sorted = new ArrayList<>(items.values());
            sorted.sort(Item.ORDER);
            Map<String, Integer> numbers = new HashMap<>(sorted.size() * 2);
            List<Ruler.GroupName> groups = new ArrayList<>(sorted.size());
            for (Item item : sorted) {
                numbers.put(item.id, groups.size());
                groups.add(new Ruler.GroupName(item.id, List.of(item.id)));
            }
            return new DebCompilation(fixes, numbers, List.copyOf(groups), archives);
        }
    }
}
