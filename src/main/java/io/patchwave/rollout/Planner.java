package io.patchwave.rollout;

import io.patchwave.exposure.ExposureService;
import io.patchwave.exposure.HostVerdict;
import io.patchwave.exposure.Remedies;
import io.patchwave.exposure.Verdict;
import io.patchwave.inventory.HostQuery;
import io.patchwave.inventory.HostService;
import io.patchwave.inventory.HostStatus;
import io.patchwave.inventory.HostView;
import io.patchwave.platform.id.Ids;
import io.patchwave.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Turns a plan into hosts: who is in which wave with which remedies, and who is left out and why (reason codes of design,
 * 3.3). Asked when a rollout is written, for what it foresees, and again when it starts, for what it pins.
 */
@ApplicationScoped
class Planner {
    private static final Set<AssignmentState> STILL_AT_IT = Verification.PROVABLE;

    private final HostService hosts;
    private final ExposureService exposure;
    private final Targets targets;
    private final Ids ids;

    Planner(HostService hosts, ExposureService exposure, Targets targets, Ids ids) {
        this.hosts = hosts;
        this.exposure = exposure;
        this.targets = targets;
        this.ids = ids;
    }

    /** Who is in and who is out. */
    record Outcome(List<Target> targets, List<LeftOut> leftOut) {}

    /** What is open on a host, and how its answer reads. */
    private record Open(HostVerdict verdict, List<String> advisories) {}

    Outcome resolve(UUID rolloutId, RolloutPlan plan) {
        RolloutPlan.Selection selection = required(plan.targets());
        List<String> advisories = required(plan.advisories());
        boolean includeUnknown = Boolean.TRUE.equals(selection.includeUnknown());
        Map<UUID, Open> open = open(advisories, includeUnknown);
        Map<UUID, HostView> pool = pool(selection);
        Set<UUID> excluded = plan.exclude() == null ? Set.of() : new HashSet<>(members(plan.exclude()));
        Map<UUID, List<Remedies>> elsewhere = targets.elsewhere(rolloutId, STILL_AT_IT);

        List<LeftOut> leftOut = new ArrayList<>();
        Map<UUID, Remedies> chosen = new LinkedHashMap<>();
        for (HostView host : pool.values()) {
            Open here = open.get(host.id());
            Remedies remedies = here == null ? Remedies.none(null) : remedies(host.id(), here, includeUnknown);
            String reason = standing(host, excluded);
            if (reason == null) {
                reason = verdict(here, remedies, includeUnknown);
            }
            if (reason == null && overlaps(remedies, elsewhere.getOrDefault(host.id(), List.of()))) {
                reason = "in-another-rollout";
            }
            if (reason == null) {
                chosen.put(host.id(), remedies);
            } else {
                leftOut.add(new LeftOut(host.id(), host.hostname(), reason));
            }
        }
        return draw(rolloutId, plan, pool, open, chosen, leftOut);
    }

    private Outcome draw(
            UUID rolloutId,
            RolloutPlan plan,
            Map<UUID, HostView> pool,
            Map<UUID, Open> open,
            Map<UUID, Remedies> chosen,
            List<LeftOut> leftOut) {
        Map<UUID, Integer> waves = Draw.waves(rolloutId, chosen.keySet(), claims(required(plan.waves())));
        List<Target> in = new ArrayList<>();
        chosen.forEach((host, remedies) -> {
            String name = required(pool.get(host)).hostname();
            Integer wave = waves.get(host);
            if (wave == null) {
                leftOut.add(new LeftOut(host, name, "not-in-a-wave"));
            } else {
                in.add(new Target(
                        ids.next(),
                        rolloutId,
                        host,
                        name,
                        wave + 1,
                        required(open.get(host)).advisories(),
                        remedies));
            }
        });
        leftOut.sort(Comparator.comparing(LeftOut::hostId));
        return new Outcome(in, leftOut);
    }

    private List<Draw.Claim> claims(List<RolloutPlan.Step> waves) {
        return waves.stream()
                .map(wave -> wave.percent() != null
                        ? Draw.Claim.percent(wave.percent())
                        : Boolean.TRUE.equals(wave.rest())
                                ? Draw.Claim.remaining()
                                : Draw.Claim.members(new HashSet<>(members(wave.group(), wave.query()))))
                .toList();
    }

    /** Per host the combined answer and those advisories that are open on it alone. */
    private Map<UUID, Open> open(List<String> advisories, boolean includeUnknown) {
        Map<UUID, List<String>> each = new HashMap<>();
        for (String advisory : advisories) {
            for (HostVerdict verdict : exposure.verdicts(List.of(advisory))) {
                if (verdict.verdict() == Verdict.EXPOSED || (includeUnknown && verdict.verdict() == Verdict.UNKNOWN)) {
                    each.computeIfAbsent(verdict.hostId(), host -> new ArrayList<>())
                            .add(advisory);
                }
            }
        }
        Map<UUID, Open> open = new HashMap<>();
        for (HostVerdict verdict : exposure.verdicts(advisories)) {
            open.put(verdict.hostId(), new Open(verdict, each.getOrDefault(verdict.hostId(), List.of())));
        }
        return open;
    }

    /** The hosts meant. By exposure: all that are not unaffected, so that each is in or has a reason. */
    private Map<UUID, HostView> pool(RolloutPlan.Selection selection) {
        Collection<UUID> meant;
        if (selection.exposedTo() != null) {
            meant = exposure.verdicts(List.of(selection.exposedTo())).stream()
                    .map(HostVerdict::hostId)
                    .toList();
        } else {
            meant = members(selection);
        }
        Map<UUID, HostView> pool = new LinkedHashMap<>();
        if (!meant.isEmpty()) {
            hosts.views(new HashSet<>(meant)).forEach(host -> pool.put(host.id(), host));
        }
        return pool;
    }

    private List<UUID> members(RolloutPlan.Selection selection) {
        if (selection.exposedTo() != null) {
            return List.copyOf(exposure.exposedHosts(List.of(selection.exposedTo())));
        }
        if (selection.hosts() != null) {
            return selection.hosts().stream().map(UUID::fromString).toList();
        }
        return members(selection.group(), selection.query());
    }

    private List<UUID> members(@Nullable String group, @Nullable HostQuery query) {
        if (group != null) {
            return hosts.matching(new HostQuery(null, null, null, group, null, null));
        }
        return hosts.matching(required(query));
    }

    private static @Nullable String standing(HostView host, Set<UUID> excluded) {
        if (host.status() == HostStatus.RETIRED) {
            return "retired";
        }
        if (host.status() == HostStatus.QUARANTINED) {
            return "quarantined";
        }
        if (excluded.contains(host.id())) {
            return "excluded-by-person";
        }
        return host.status() == HostStatus.STALE ? "stale" : null;
    }

    private static @Nullable String verdict(@Nullable Open here, Remedies remedies, boolean includeUnknown) {
        if (here == null) {
            return "not-applicable";
        }
        return switch (here.verdict().verdict()) {
            case PATCHED -> "already-patched";
            case UNAFFECTED -> "not-applicable";
            case PENDING_REBOOT -> "pending-reboot";
            case MITIGATED -> "mitigated";
            case UNKNOWN -> includeUnknown ? unoffered(remedies) : "unknown";
            case EXPOSED -> unoffered(remedies);
        };
    }

    /** Why nothing can be offered; null when something can. */
    private static @Nullable String unoffered(Remedies remedies) {
        if (!remedies.isEmpty()) {
            return null;
        }
        String reason = remedies.reason();
        return "needs-esu".equals(reason) || "locked".equals(reason) ? reason : "no-remedy";
    }

    private Remedies remedies(UUID host, Open here, boolean includeUnknown) {
        Verdict verdict = here.verdict().verdict();
        if (verdict == Verdict.EXPOSED) {
            return exposure.remediesFor(host, here.advisories());
        }
        if (verdict != Verdict.UNKNOWN || !includeUnknown) {
            return Remedies.none(null);
        }
        // Undecided: the publisher's own remedies, whichever kind they are.
        List<String> all = here.verdict().remedies();
        return new Remedies(
                all.stream().filter(name -> name.startsWith("KB")).toList(),
                all.stream().filter(name -> !name.startsWith("KB")).toList(),
                null);
    }

    private static boolean overlaps(Remedies remedies, List<Remedies> others) {
        return others.stream()
                .anyMatch(other -> other.kbs().stream().anyMatch(remedies.kbs()::contains)
                        || other.packages().stream().anyMatch(remedies.packages()::contains));
    }

    private static <T> T required(@Nullable T member) {
        if (member == null) {
            throw ProblemException.invalid("plan", "is not complete");
        }
        return member;
    }
}
