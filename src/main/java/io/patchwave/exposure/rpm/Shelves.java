package io.patchwave.exposure.rpm;

import io.patchwave.catalog.Mirror;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The repositories of a newer catalog.
 *
 * @param fresh those that were not there before
 * @param builds keys whose builds to be had differ somewhere
 */
record Shelves(Map<String, Repository> repositories, List<Repository> fresh, Set<String> builds) {
    /** Null where one speaks for another release now, or tells for the first time what it has. */
    static @Nullable Shelves between(Compilation before, Feed now) {
        Map<String, Repository> repositories = new TreeMap<>();
        List<Repository> fresh = new ArrayList<>();
        Set<String> builds = new HashSet<>();
        for (Mirror mirror : now.mirrors()) {
            if (Compilation.isOfRpm(mirror)) {
                Repository old = before.repositories().get(mirror.name());
                Repository next = old == null ? Repository.of(mirror) : old.with(mirror);
                repositories.put(next.name(), next);
                if (old == null) {
                    fresh.add(next);
                } else if (!next.follows(old)) {
                    return null;
                }
                Offers offered = old == null ? Offers.NONE : old.offers();
                if (!next.offers().isSame(offered)) {
                    builds.addAll(next.offers().differingFrom(offered));
                }
            }
        }
        for (Repository old : before.repositories().values()) {
            if (!repositories.containsKey(old.name()) && old.mirror() != null) {
                builds.addAll(old.offers().builds().keySet());
            }
        }
        for (var erratum : now.errata()) {
            if (!repositories.containsKey(erratum.mirror())) {
                Repository old = before.repositories().get(erratum.mirror());
                if (old != null && old.mirror() != null) {
                    return null;
                }
                repositories.put(erratum.mirror(), old == null ? Repository.unknown(erratum.mirror()) : old);
            }
        }
        return new Shelves(repositories, fresh, builds);
    }

    /** Whether it takes all of its errata to tell for which releases a repository speaks. */
    boolean isOpen(Sources.Key key) {
        Repository repository = repositories.get(key.repository());
        return repository != null && repository.mirror() != null && !repository.isForOneRelease();
    }
}
