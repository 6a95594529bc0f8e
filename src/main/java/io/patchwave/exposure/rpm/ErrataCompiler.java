package io.patchwave.exposure.rpm;

import io.patchwave.catalog.Mirror;
import io.patchwave.catalog.RpmAdvisory;
import io.patchwave.exposure.linux.Release;
import io.patchwave.version.Evr;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns repositories and their errata into sources. */
final class ErrataCompiler {
    private static final Set<String> NOT_INSTALLABLE = Set.of("src", "nosrc");
    private static final Pattern AMAZON_EXTRA = Pattern.compile("ALAS(2|2022|2023)?[A-Z].*");

    private final Map<String, Advisory> numbered;
    private final Map<String, Mirror> mirrors = new TreeMap<>();
    private final Map<String, Offers> offers = new HashMap<>();

    ErrataCompiler(List<Mirror> all, Map<String, Advisory> numbered) {
        this.numbered = numbered;
        for (Mirror mirror : all) {
            if (mirror.family().equals("rpm")) {
                mirrors.put(mirror.name(), mirror);
                offers.put(mirror.name(), Offers.of(mirror));
            }
        }
    }

    List<Source> compile(List<RpmAdvisory> errata) {
        Map<String, List<RpmAdvisory>> byMirror = new TreeMap<>();
        mirrors.keySet().forEach(name -> byMirror.put(name, new ArrayList<>()));
        errata.forEach(each -> byMirror.computeIfAbsent(each.mirror(), name -> new ArrayList<>())
                .add(each));
        Map<String, Map<Release, List<RpmAdvisory>>> grouped = new TreeMap<>();
        byMirror.forEach((name, advisories) -> grouped.put(name, byRelease(mirrors.get(name), advisories)));
        List<Source> sources = new ArrayList<>();
        grouped.forEach((name, releases) -> releases.forEach(
                (release, advisories) -> sources.add(source(sources.size(), name, release, advisories, grouped))));
        return sources;
    }

    /** A repository without a distribution of its own may hold errata of several: each goes to the release it speaks for. */
    private static Map<Release, List<RpmAdvisory>> byRelease(@Nullable Mirror mirror, List<RpmAdvisory> advisories) {
        Map<Release, List<RpmAdvisory>> byRelease = new LinkedHashMap<>();
        if (mirror != null && mirror.distribution() != null && mirror.release() != null) {
            byRelease.put(Release.of(mirror.distribution(), mirror.release()), advisories);
            return byRelease;
        }
        for (RpmAdvisory advisory : advisories) {
            byRelease
                    .computeIfAbsent(Publisher.releaseOf(advisory, mirror), release -> new ArrayList<>())
                    .add(advisory);
        }
        if (byRelease.isEmpty() && mirror != null) {
            byRelease.put(Publisher.releaseOf(mirror), advisories);
        }
        return byRelease;
    }

    private Source source(
            int number,
            String name,
            Release release,
            List<RpmAdvisory> advisories,
            Map<String, Map<Release, List<RpmAdvisory>>> grouped) {
        List<Offers> sameRelease = grouped.entrySet().stream()
                .filter(entry -> entry.getValue().containsKey(release) && offers.containsKey(entry.getKey()))
                .map(entry -> offers.get(entry.getKey()))
                .toList();
        boolean writesEpochs = advisories.stream()
                .flatMap(advisory -> advisory.collections().stream())
                .flatMap(collection -> collection.packages().stream())
                .anyMatch(fixed -> fixed.epoch() != null);
        Offers own = offers.getOrDefault(name, new Offers(Map.of()));
        FixIndex.Builder index = new FixIndex.Builder();
        for (RpmAdvisory erratum : advisories) {
            Advisory advisory = Objects.requireNonNull(numbered.get(erratum.id()));
            index.advisory(advisory);
            for (RpmAdvisory.PackageCollection collection : erratum.collections()) {
                Condition condition = collection.module() == null ? null : new Condition.Active(collection.module());
                for (RpmAdvisory.FixedPackage fixed : collection.packages()) {
                    if (!NOT_INSTALLABLE.contains(fixed.arch())) {
                        add(index, advisory, condition, fixed, own, sameRelease, writesEpochs);
                    }
                }
            }
        }
        Mirror mirror = mirrors.get(name);
        boolean extra = advisories.stream()
                .anyMatch(each -> AMAZON_EXTRA.matcher(each.id()).matches());
        return new Source(
                number,
                name,
                release.version().isEmpty() ? null : release,
                extra,
                null,
                index.build(),
                own,
                mirror == null ? new ModuleDocuments(Map.of(), Map.of()) : ModuleDocuments.of(mirror));
    }

    private static void add(
            FixIndex.Builder index,
            Advisory advisory,
            @Nullable Condition condition,
            RpmAdvisory.FixedPackage fixed,
            Offers own,
            List<Offers> sameRelease,
            boolean writesEpochs) {
        Evr evr = Evr.of(fixed.epoch(), fixed.version(), fixed.release());
        String key = fixed.name() + "." + fixed.arch();
        List<Evr> possible = fixed.epoch() != null
                ? List.of(evr)
                : sameRelease.stream()
                        .flatMap(mirror -> mirror.sameBuild(key, evr).stream())
                        .distinct()
                        .sorted()
                        .toList();
        boolean decided = possible.equals(List.of(evr)) || (possible.isEmpty() && !writesEpochs);
        Evr named = possible.size() == 1 ? possible.get(0) : evr;
        Fix fix = new Fix(advisory, evr, named, condition, !own.isKnown() || own.has(key, named));
        if (decided) {
            index.add(key, fix);
        } else {
            index.add(key, new Fix.Doubtful(fix, possible));
        }
    }
}
