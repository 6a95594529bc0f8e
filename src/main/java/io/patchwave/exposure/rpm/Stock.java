package io.patchwave.exposure.rpm;

import io.patchwave.version.Evr;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The builds that a host's repositories have. */
final class Stock {
    private final List<Offers> offers;
    private final Modularity modularity;

    Stock(List<Offers> offers, Modularity modularity) {
        this.offers = offers;
        this.modularity = modularity;
    }

    /** The builds of a package that modules show and hide; null for others, and where a repository does not tell what it has. */
    @Nullable Shown shown(HostSources sources, String name, String arch) {
        String key = name + "." + arch;
        if (!modularity.lists(name) || offers.isEmpty() || sources.isUntold(key)) {
            return null;
        }
        return new Shown(
                name,
                arch,
                offers.stream().flatMap(each -> each.all(key).stream()).toList());
    }

    /** What to install for a fix, whatever a host's modules are: the newest build, where that is not older. Null: nothing. */
    @Nullable Evr closing(Fix fix, String key) {
        Evr newest = fix.condition() == null ? Offers.newest(offers, key) : null;
        if (newest != null && !newest.isOlderThan(fix.evr())) {
            return newest;
        }
        boolean there =
                fix.assumed() || offers.isEmpty() || offers.stream().anyMatch(each -> each.has(key, fix.build()));
        return there ? fix.build() : null;
    }
}
