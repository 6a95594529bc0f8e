package io.patchwave.exposure.simulation;

import io.patchwave.exposure.FleetHost;
import io.patchwave.exposure.SetRulings;
import io.patchwave.inventory.HostQuery;
import io.patchwave.inventory.HostService;
import io.patchwave.platform.problem.PlatformProblem;
import io.patchwave.platform.problem.ProblemException;
import io.patchwave.platform.problem.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which hosts a question is about: a list, a group, or all in service; by host name. */
@ApplicationScoped
public class Scope {
    private static final Comparator<FleetHost> ORDER = Comparator.comparing(FleetHost::hostname)
            .thenComparing(host -> host.id().toString());
    private static final int NAMED_AT_MOST = 20;

    private final SetRulings rulings;
    private final HostService hosts;

    Scope(SetRulings rulings, HostService hosts) {
        this.rulings = rulings;
        this.hosts = hosts;
    }

    /** The hosts in service; 400 for an id that none has, or a group that is not there. */
    public List<FleetHost> of(@Nullable List<UUID> ids, @Nullable String group) {
        List<FleetHost> all = new ArrayList<>(rulings.hosts());
        if (ids != null) {
            all = named(all, ids);
        } else if (group != null) {
            Set<UUID> members = new HashSet<>(hosts.matching(new HostQuery(null, null, null, group, null, null)));
            all.removeIf(host -> !members.contains(host.id()));
        }
        all.sort(ORDER);
        return all;
    }

    private static List<FleetHost> named(List<FleetHost> all, List<UUID> ids) {
        Map<UUID, FleetHost> byId = new HashMap<>();
        all.forEach(host -> byId.put(host.id(), host));
        List<Violation> missing = new ArrayList<>();
        Map<UUID, FleetHost> found = new HashMap<>();
        for (int i = 0; i < ids.size(); i++) {
            FleetHost host = byId.get(ids.get(i));
            if (host == null) {
                missing.add(new Violation("hosts[" + i + "]", "no host in service has this id"));
            } else {
                found.put(host.id(), host);
            }
        }
        if (!missing.isEmpty()) {
            throw new ProblemException(
                    PlatformProblem.INVALID,
                    "The question names hosts that are not in service; leave them out.",
                    missing.subList(0, Math.min(missing.size(), NAMED_AT_MOST)));
        }
        return new ArrayList<>(found.values());
    }
}
