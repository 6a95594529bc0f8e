package io.patchwave.exposure.rpm;

import io.patchwave.catalog.RpmAdvisory;
import io.patchwave.version.Evr;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns repositories and their errata into sources. */
final class ErrataCompiler {
    private static final Set<String> NOT_INSTALLABLE = Set.of("src", "nosrc");
    private static final Pattern AMAZON_EXTRA = Pattern.compile("ALAS(2|2022|2023)?[A-Z].*");

    private final Map<String, Repository> repositories;
    private final Map<String, Advisory> numbered;
    /** One object for each: an erratum's packages mostly have one version. */
    private final Map<Evr, Evr> read = new HashMap<>();

    /** @param repositories by name, also those that only errata name */
    ErrataCompiler(Map<String, Repository> repositories, Map<String, Advisory> numbered) {
        this.repositories = repositories;
        this.numbered = numbered;
    }

    /** Whether an advisory of that id comes from one of Amazon's extras, which a host has only where it says so. */
    static boolean isOfExtra(String id) {
        return AMAZON_EXTRA.matcher(id).matches();
    }

    /** All of them; a repository without a distribution of its own may hold errata of several releases. */
    List<Source> compile(List<RpmAdvisory> errata) {
        Map<Sources.Key, List<RpmAdvisory>> grouped = group(errata);
        Set<String> named = new HashSet<>();
        grouped.keySet().forEach(key -> named.add(key.repository()));
        for (Repository repository : repositories.values()) {
            if (!named.contains(repository.name())) {
                grouped.put(new Sources.Key(repository.name(), repository.ownRelease()), List.of());
            }
        }
        List<Source> sources = new ArrayList<>();
        grouped.forEach((key, advisories) -> sources.add(source(
                sources.size(), key, advisories, Sources.offersFor(key.release(), grouped.keySet(), repositories))));
        return sources;
    }

    /** By repository and the release each speaks for. */
    Map<Sources.Key, List<RpmAdvisory>> group(Collection<RpmAdvisory> errata) {
        Map<Sources.Key, List<RpmAdvisory>> grouped = new LinkedHashMap<>();
        Sources.Key last = null;
        for (RpmAdvisory erratum : errata) {
            Repository repository = Objects.requireNonNull(repositories.get(erratum.mirror()));
            if (last == null || !repository.name().equals(last.repository()) || !repository.isForOneRelease()) {
                last = new Sources.Key(repository.name(), repository.releaseOf(erratum));
            }
            grouped.computeIfAbsent(last, key -> new ArrayList<>()).add(erratum);
        }
        return grouped;
    }

    Source source(int number, Sources.Key key, List<RpmAdvisory> advisories, List<Offers> sameRelease) {
        Repository repository = Objects.requireNonNull(repositories.get(key.repository()));
        Source.Traits traits = traits(advisories);
        return new Source(
                number,
                key.repository(),
                key.release(),
                traits,
                null,
                index(advisories, repository, traits.withEpochs() > 0, sameRelease),
                repository.offers(),
                repository.modules());
    }

    /** What errata of one source fix. */
    FixIndex index(List<RpmAdvisory> errata, Repository repository, boolean writesEpochs, List<Offers> sameRelease) {
        FixIndex.Builder index = new FixIndex.Builder();
        for (RpmAdvisory erratum : errata) {
            Advisory advisory = Objects.requireNonNull(numbered.get(erratum.id()));
            index.advisory(advisory);
            for (RpmAdvisory.PackageCollection collection : erratum.collections()) {
                Condition condition = collection.module() == null ? null : new Condition.Active(collection.module());
                for (RpmAdvisory.FixedPackage fixed : collection.packages()) {
                    if (!NOT_INSTALLABLE.contains(fixed.arch())) {
                        add(index, advisory, condition, fixed, repository.offers(), sameRelease, writesEpochs);
                    }
                }
            }
        }
        return index.build();
    }

    /** {@code name.arch} of all they fix. */
    static Set<String> keys(Collection<RpmAdvisory> errata) {
        Set<String> keys = new HashSet<>();
        for (RpmAdvisory erratum : errata) {
            for (RpmAdvisory.PackageCollection collection : erratum.collections()) {
                collection.packages().forEach(fixed -> keys.add(fixed.name() + "." + fixed.arch()));
            }
        }
        return keys;
    }

    static Source.Traits traits(Collection<RpmAdvisory> errata) {
        int withEpochs = 0;
        int extras = 0;
        for (RpmAdvisory erratum : errata) {
            boolean writes = erratum.collections().stream()
                    .flatMap(collection -> collection.packages().stream())
                    .anyMatch(fixed -> fixed.epoch() != null);
            withEpochs += writes ? 1 : 0;
            extras += isOfExtra(erratum.id()) ? 1 : 0;
        }
        return new Source.Traits(withEpochs, extras);
    }

    private void add(
            FixIndex.Builder index,
            Advisory advisory,
            @Nullable Condition condition,
            RpmAdvisory.FixedPackage fixed,
            Offers own,
            List<Offers> sameRelease,
            boolean writesEpochs) {
        Evr evr = read.computeIfAbsent(Evr.of(fixed.epoch(), fixed.version(), fixed.release()), same -> same);
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
        Fix fix = new Fix(advisory, evr, named, condition, !own.isKnown());
        if (decided) {
            index.add(key, fix);
        } else {
            index.add(key, new Fix.Doubtful(fix, possible));
        }
    }
}
