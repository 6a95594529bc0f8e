package io.patchwave.exposure.available;

import io.patchwave.catalog.CatalogService;
import io.patchwave.inventory.HostService;
import io.patchwave.inventory.Software;
import io.patchwave.inventory.SoftwareSets;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.UUID;

/** Answers from the present inventory and the present catalog; nothing is stored. */
@ApplicationScoped
public class AvailableService {
    private final HostService hosts;
    private final SoftwareSets sets;
    private final CatalogService catalog;
    private final Instance<Availability> worlds;

    AvailableService(HostService hosts, SoftwareSets sets, CatalogService catalog, @Any Instance<Availability> worlds) {
        this.hosts = hosts;
        this.sets = sets;
        this.catalog = catalog;
        this.worlds = worlds;
    }

    /**
     * What the host's repositories offer. Windows has no repository of packages: what to install there are the remedies of the
     * findings.
     *
     * @throws io.patchwave.platform.problem.ProblemException 404 for an unknown host
     */
    public Availability.Offered of(UUID host) {
        Long set = hosts.require(host).softwareSetId();
        if (set == null) {
            return Availability.Offered.nothing("no-inventory");
        }
        Software software = sets.load(set);
        for (Availability world : worlds) {
            if (world.judges(software)) {
                return world.of(software, catalog.snapshot());
            }
        }
        return Availability.Offered.nothing("no-repository");
    }
}
