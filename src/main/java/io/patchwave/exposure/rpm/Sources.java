package io.patchwave.exposure.rpm;

import io.patchwave.exposure.linux.Release;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** All sources of a catalog: repositories with their errata, and the OSV records of each release. */
record Sources(List<Source> errata, List<Source> osv) {
    /** A repository for one release, by which its errata are sorted. */
    record Key(String repository, Release release) {}

    Stream<Source> all() {
        return Stream.concat(errata.stream(), osv.stream());
    }

    /** What the repositories that speak for a release offer. */
    static List<Offers> offersFor(Release release, Iterable<Key> keys, Map<String, Repository> repositories) {
        List<Offers> offers = new ArrayList<>();
        for (Key key : keys) {
            Repository repository = repositories.get(key.repository);
            if (key.release.equals(release) && repository != null && repository.mirror() != null) {
                offers.add(repository.offers());
            }
        }
        return offers;
    }
}
