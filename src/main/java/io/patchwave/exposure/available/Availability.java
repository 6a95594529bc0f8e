package io.patchwave.exposure.available;

import io.patchwave.catalog.CatalogSnapshot;
import io.patchwave.inventory.Software;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One package world: what the repositories of a machine offer. */
public interface Availability {
    /** Whether it speaks for this kind of software. */
    boolean judges(Software software);

    /** What is newer than what is installed, by name and architecture. */
    Offered of(Software software, CatalogSnapshot catalog);

    /**
     * The answer.
     *
     * @param reason why the list is empty or lacks something: {@code no-repository} (no package list of a repository of this
     *     host was imported, or its system has none), {@code module-state-missing} and {@code modules-contradict} (packages of
     *     modules are left out), {@code no-inventory}; null where it is whole
     */
    record Offered(List<AvailablePackage> items, @Nullable String reason) {
        static Offered nothing(String reason) {
            return new Offered(List.of(), reason);
        }
    }
}
