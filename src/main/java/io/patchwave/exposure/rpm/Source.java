package io.patchwave.exposure.rpm;

import io.patchwave.exposure.linux.Release;
import io.patchwave.inventory.LinuxSoftware;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where advisories come from: a repository with its errata, packages and modules, or the OSV records of a release.
 *
 * @param number its place among the catalog's sources
 * @param repository null for OSV
 * @param release whom it speaks for; null where neither the import nor the content tells
 * @param extra a repository that a host has only where it says so (Amazon's extras)
 * @param supportStream extended support that a host must have, {@code 9.2} for {@code rhel_eus:9.2}; null for the main stream
 */
record Source(
        int number,
        @Nullable String repository,
        @Nullable Release release,
        boolean extra,
        @Nullable String supportStream,
        FixIndex index,
        Offers offers,
        ModuleDocuments modules) {
    /** Whether one of the host's repositories is this one: by name, or a URL with the name as one of its steps. */
    boolean isNamedBy(LinuxSoftware host) {
        String name = repository;
        return name != null && host.repositories().stream().anyMatch(each -> names(each, name));
    }

    private static boolean names(String repository, String name) {
        return repository.equalsIgnoreCase(name)
                || (repository.contains("://") && List.of(repository.split("/")).contains(name));
    }
}
