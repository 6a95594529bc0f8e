package io.patchwave.exposure.rpm;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchwave.catalog.OsvAdvisory;
import io.patchwave.exposure.linux.OsvRange;
import io.patchwave.exposure.linux.Release;
import io.patchwave.version.Evr;
import io.patchwave.version.Nevra;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Turns OSV records of rpm distributions into fixes, by the release they speak for (exposure-rules O). */
final class OsvCompiler {
    private static final List<String> DISTRIBUTIONS =
            List.of("AlmaLinux:", "Rocky Linux:", "openEuler:", "Red Hat:", "SUSE:", "openSUSE:");

    /** A release, and the extended support it is limited to. */
    record Audience(Release release, @Nullable String supportStream) {
        static Audience of(Source source) {
            return new Audience(source.release(), source.supportStream());
        }
    }

    private final Map<Audience, FixIndex.Builder> builders = new LinkedHashMap<>();
    private final Map<String, Advisory> numbered;

    private OsvCompiler(Map<String, Advisory> numbered) {
        this.numbered = numbered;
    }

    /** Whether it speaks for some rpm distribution. */
    static boolean isOfRpm(OsvAdvisory entry) {
        for (OsvAdvisory.Affected affected : entry.affected()) {
            for (String distribution : DISTRIBUTIONS) {
                if (affected.ecosystem().startsWith(distribution)) {
                    return true;
                }
            }
        }
        return false;
    }

    static Map<Audience, FixIndex> index(Collection<OsvAdvisory> records, Map<String, Advisory> numbered) {
        OsvCompiler compiler = new OsvCompiler(numbered);
        records.stream().filter(each -> each.withdrawn() == null).forEach(compiler::add);
        Map<Audience, FixIndex> indexes = new LinkedHashMap<>();
        compiler.builders.forEach((audience, builder) -> indexes.put(audience, builder.build()));
        return indexes;
    }

    static Source source(int number, Audience audience, FixIndex index) {
        return new Source(
                number,
                null,
                audience.release,
                Source.Traits.NONE,
                audience.supportStream,
                index,
                Offers.NONE,
                ModuleDocuments.NONE);
    }

    private void add(OsvAdvisory entry) {
        Advisory advisory = Objects.requireNonNull(numbered.get(entry.id()));
        for (OsvAdvisory.Affected affected : entry.affected()) {
            for (Audience audience : audiences(affected.ecosystem())) {
                FixIndex.Builder index = builders.computeIfAbsent(audience, key -> new FixIndex.Builder());
                index.advisory(advisory);
                List<OsvRange<Evr>> ranges = OsvRange.of(affected, Evr::parse, Comparator.<Evr>naturalOrder());
                Map<String, Nevra> files = files(affected.specific());
                if (files.isEmpty()) {
                    addPackage(index, advisory, entry, affected.name(), ranges);
                } else {
                    files.forEach((key, file) -> addFile(index, advisory, key, file, ranges));
                }
            }
        }
    }

    private static void addPackage(
            FixIndex.Builder index, Advisory advisory, OsvAdvisory entry, String name, List<OsvRange<Evr>> ranges) {
        boolean modular = ranges.stream()
                .anyMatch(range ->
                        range.fixed() != null && range.fixed().release().contains(".module"));
        Condition condition = modular ? Condition.OfStream.of(entry) : null;
        OsvRange<Evr> first = ranges.size() == 1 ? ranges.get(0) : null;
        if (first != null && first.introduced() == null && first.fixed() != null) {
            index.add(name, new Fix(advisory, first.fixed(), first.fixed(), condition, false));
        } else {
            index.add(name, new Fix.Ranged(advisory, condition, ranges));
        }
    }

    /** openEuler names its binaries by file, with architecture and without epoch: that of the source is theirs. */
    private static void addFile(
            FixIndex.Builder index, Advisory advisory, String key, Nevra file, List<OsvRange<Evr>> ranges) {
        Evr evr = file.evr();
        for (OsvRange<Evr> range : ranges) {
            if (range.fixed() != null && range.fixed().versionRelease().equals(evr.versionRelease())) {
                evr = evr.withEpoch(range.fixed().epoch());
            }
        }
        index.add(key, new Fix(advisory, evr, evr, null, false));
    }

    /** {@code ecosystem_specific.x86_64: [dnsmasq-2.82-4.oe1.x86_64.rpm, dnsmasq-2.82-5.oe1.x86_64.rpm]} → the newest of each name. */
    private static Map<String, Nevra> files(@Nullable JsonNode specific) {
        Map<String, Nevra> newest = new HashMap<>();
        if (specific == null || !specific.isObject()) {
            return newest;
        }
        for (Map.Entry<String, JsonNode> entry : specific.properties()) {
            if (entry.getValue().isArray() && !entry.getKey().equals("src")) {
                for (JsonNode text : entry.getValue()) {
                    Nevra file = text.isTextual() && text.textValue().endsWith(".rpm")
                            ? Nevra.parse(text.textValue())
                            : null;
                    if (file != null) {
                        newest.merge(
                                file.name() + "." + file.arch(),
                                file,
                                (a, b) -> a.evr().isOlderThan(b.evr()) ? b : a);
                    }
                }
            }
        }
        return newest;
    }

    /** {@code AlmaLinux:8}, {@code Rocky Linux:9}, {@code openEuler:20.03-LTS-SP1}, {@code Red Hat:rhel_eus:9.2::appstream}. */
    private static List<Audience> audiences(String ecosystem) {
        String[] parts = ecosystem.split(":", -1);
        if (parts.length < 2) {
            return List.of();
        }
        return switch (parts[0]) {
            case "AlmaLinux", "Rocky Linux", "openEuler" ->
                parts.length == 2 ? List.of(new Audience(Release.of(parts[0], parts[1]), null)) : List.of();
            case "Red Hat" -> parts.length < 3 ? List.of() : redHat(parts[1], parts[2]);
            case "SUSE", "openSUSE" -> SuseProducts.audiences(parts[0], parts[1]);
            default -> List.of();
        };
    }

    private static List<Audience> redHat(String product, String version) {
        Release release = Release.of("rhel", version);
        if (product.equals("enterprise_linux")) {
            return List.of(new Audience(release, null));
        }
        return product.startsWith("rhel_")
                ? List.of(new Audience(release, product.substring(5) + ":" + version))
                : List.of();
    }
}
