package io.patchwave.exposure.rpm;

import io.patchwave.exposure.linux.Release;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where advisories come from: a repository with its errata, packages and modules, or the OSV records of a release.
 *
 * @param number its own among the catalog's sources
 * @param repository null for OSV
 * @param release whom it speaks for; its version is empty where neither the import nor the content tells
 * @param supportStream extended support that a host must have, {@code 9.2} for {@code rhel_eus:9.2}; null for the main stream
 */
record Source(
        int number,
        @Nullable String repository,
        Release release,
        Traits traits,
        @Nullable String supportStream,
        FixIndex index,
        Offers offers,
        ModuleDocuments modules) {
    /**
     * What is counted over all of its advisories.
     *
     * @param withEpochs those that write an epoch
     * @param extras those of a repository that a host has only where it says so (Amazon's extras)
     */
    record Traits(int withEpochs, int extras) {
        static final Traits NONE = new Traits(0, 0);

        Traits plus(Traits other, int times) {
            return new Traits(withEpochs + times * other.withEpochs, extras + times * other.extras);
        }
    }

    boolean extra() {
        return traits.extras > 0;
    }

    /** Whether its documents write epochs at all: where none does, none means 0. */
    boolean writesEpochs() {
        return traits.withEpochs > 0;
    }

    boolean speaksFor(Release other) {
        return !release.version().isEmpty() && release.equals(other);
    }

    /** Whether the other is the same but for its advisories and the builds it offers. */
    boolean isLike(Source other) {
        return number == other.number
                && extra() == other.extra()
                && offers.isKnown() == other.offers.isKnown()
                && modules.equals(other.modules);
    }

    /** Whether one of the repositories is this one: by name, or a URL with the name as one of its steps. */
    boolean isNamedBy(List<String> repositories) {
        String name = repository;
        return name != null && repositories.stream().anyMatch(each -> names(each, name));
    }

    static boolean names(String repository, String name) {
        return repository.equalsIgnoreCase(name)
                || (repository.contains("://") && List.of(repository.split("/")).contains(name));
    }
}
