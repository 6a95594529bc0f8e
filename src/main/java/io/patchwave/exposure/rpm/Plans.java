package io.patchwave.exposure.rpm;

import io.patchwave.exposure.Evaluation;
import io.patchwave.exposure.linux.Release;
import io.patchwave.inventory.LinuxSoftware;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The plans of a catalog, by the sources that speak for a host. */
final class Plans {
    /** What is kept of hosts with ever new lists of repositories. */
    private static final int MOST = 2000;

    private static final int MOST_PLANS = 60;

    /** Hosts that the same sources speak for, and what is said of every one of them. */
    record Audience(Plan plan, Evaluation.Whole whole) {}

    private record Address(Release release, String versionId, List<String> repositories) {}

    private final List<Source> errata;
    private final Map<Release, List<Source>> osv;
    private final Map<Address, Audience> audiences = new ConcurrentHashMap<>();
    private final Map<List<Integer>, Plan> plans = new ConcurrentHashMap<>();

    Plans(List<Source> errata, Map<Release, List<Source>> osv) {
        this.errata = errata;
        this.osv = osv;
    }

    Audience of(LinuxSoftware host) {
        Address address = new Address(Release.of(host), host.versionId(), host.repositories());
        Audience known = audiences.get(address);
        if (known == null) {
            known = audience(host, address.release());
            if (audiences.size() > MOST) {
                audiences.clear();
            }
            audiences.put(address, known);
        }
        return known;
    }

    private Audience audience(LinuxSoftware host, Release release) {
        HostSources sources = HostSources.of(host, release, errata, osv);
        List<Evaluation.HostUnknown> unknowns = sources.isEmpty()
                ? List.of(new Evaluation.HostUnknown("no-advisories", release.toString()))
                : List.of();
        if (plans.size() > MOST_PLANS) {
            plans.clear();
            audiences.clear();
        }
        Plan plan = plans.computeIfAbsent(sources.signature(), signature -> new Plan(sources));
        return new Audience(plan, new Evaluation.Whole(release.toString(), unknowns, List.of()));
    }
}
