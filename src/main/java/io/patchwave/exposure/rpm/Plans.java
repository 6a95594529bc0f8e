package io.patchwave.exposure.rpm;

import io.patchwave.exposure.Evaluation;
import io.patchwave.inventory.LinuxSoftware;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The plans of a catalog, by the sources that speak for a host. */
final class Plans {
    /** What is kept of hosts with ever new lists of repositories. */
    private static final int MOST = 2000;

    private static final int MOST_PLANS = 60;

    /** Hosts that the same sources speak for, and what is said of every one of them. */
    record Audience(Plan plan, Evaluation.Whole whole) {}

    private final Sources sources;
    private final Names names;
    private final Map<HostSources.Address, Audience> audiences = new ConcurrentHashMap<>();
    private final Map<List<Integer>, Plan> plans = new ConcurrentHashMap<>();

    Plans(Sources sources) {
        this(sources, new Names());
    }

    private Plans(Sources sources, Names names) {
        this.sources = sources;
        this.names = names;
    }

    /** For a newer state of the sources: takes over all that does not concern the touched names. */
    Plans renewed(Sources newer, Set<String> touched) {
        Plans renewed = new Plans(newer, names);
        audiences.forEach((address, audience) -> {
            HostSources now = HostSources.of(address, newer);
            Plan old = audience.plan;
            Plan plan = renewed.plans.computeIfAbsent(
                    now.signature(),
                    signature -> now.follow(old.sources(), newer, sources)
                            ? old.renewed(now, touched)
                            : new Plan(now, names));
            renewed.audiences.put(address, audience(address, plan));
        });
        return renewed;
    }

    Audience of(LinuxSoftware host) {
        HostSources.Address address = HostSources.Address.of(host);
        Audience known = audiences.get(address);
        return known != null ? known : added(address);
    }

    private Audience added(HostSources.Address address) {
        HostSources spoken = HostSources.of(address, sources);
        if (plans.size() > MOST_PLANS || audiences.size() > MOST) {
            plans.clear();
            audiences.clear();
        }
        Plan plan = plans.computeIfAbsent(spoken.signature(), signature -> new Plan(spoken, names));
        Audience audience = audience(address, plan);
        audiences.put(address, audience);
        return audience;
    }

    Names names() {
        return names;
    }

    Sources sources() {
        return sources;
    }

    private static Audience audience(HostSources.Address address, Plan plan) {
        String product = address.release().toString();
        List<Evaluation.HostUnknown> unknowns =
                plan.sources().isEmpty() ? List.of(new Evaluation.HostUnknown("no-advisories", product)) : List.of();
        return new Audience(plan, new Evaluation.Whole(product, unknowns, List.of()));
    }
}
