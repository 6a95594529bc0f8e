package io.patchwave.exposure;

import io.patchwave.inventory.InventoryConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which advisory applies to which host, and since when. Answers come from this server's index, which follows the database
 * within a second; no call writes. Advisory ids are the publisher's (erratum, CVE, {@code MS17-010}) and may also be a CVE
 * inside an erratum or a document's id ({@code 2017-Mar}): each stands for all advisories it leads to.
 */
@ApplicationScoped
public class ExposureService {
    private static final String STALE = "stale-inventory";

    private final LiveIndex live;
    private final FleetAnswers fleet;
    private final HostFindings findings;
    private final PastRows past;
    private final RemedyChoice choice;
    private final AdvisoryBook book;
    private final HostRows hosts;
    private final InventoryConfig inventory;
    private final Clock clock;

    ExposureService(
            LiveIndex live,
            FleetAnswers fleet,
            HostFindings findings,
            PastRows past,
            RemedyChoice choice,
            AdvisoryBook book,
            HostRows hosts,
            InventoryConfig inventory,
            Clock clock) {
        this.live = live;
        this.fleet = fleet;
        this.findings = findings;
        this.past = past;
        this.choice = choice;
        this.book = book;
        this.hosts = hosts;
        this.inventory = inventory;
        this.clock = clock;
    }

    /** Whether the catalog knows the id: an advisory, a CVE inside one, or a document. */
    public boolean knows(String advisoryId) {
        return book.current().knows(advisoryId);
    }

    /**
     * One answer per active host, combined over the advisories; hosts that are unaffected are left out. Verdict, rule, reason
     * and confidence only: {@code satisfiedBy}, {@code remedies} and {@code since} are told by {@link #explained}
     * and {@link #shown}.
     */
    public List<HostVerdict> verdicts(Collection<String> advisoryIds) {
        List<HostVerdict> verdicts = new ArrayList<>();
        fleet.each(fleet.asked(advisoryIds), (host, answer) -> verdicts.add(answer.of(host)));
        return verdicts;
    }

    /** The host's answer as in {@link #verdicts}; {@link Verdict#UNAFFECTED} with rule {@code none} where none is judged on it. */
    public HostVerdict verdictOf(UUID hostId, Collection<String> advisoryIds) {
        HostEntry host = live.index().host(hostId);
        if (host == null) {
            return unaffected(hostId);
        }
        FleetAnswers.Asked asked = fleet.asked(advisoryIds);
        Answers.Answer answer = fleet.bare(host, asked);
        return answer == null ? unaffected(hostId) : answer.of(host);
    }

    /** As {@link #verdictOf}, with what satisfies it and the remedies: evaluates the host's set where nobody has just done so. */
    public HostVerdict explained(UUID hostId, Collection<String> advisoryIds) {
        return explained(hostId, fleet.asked(advisoryIds));
    }

    private HostVerdict explained(UUID hostId, FleetAnswers.Asked asked) {
        HostEntry host = live.index().host(hostId);
        Answers.Answer answer = host == null ? null : fleet.of(host, asked);
        return host == null || answer == null ? unaffected(hostId) : answer.of(host);
    }

    /** The hosts' answers as they are shown: with proof, and {@code since}, for which their histories are read. */
    public List<HostVerdict> shown(List<UUID> hostIds, Collection<String> advisoryIds) {
        FleetAnswers.Asked asked = fleet.asked(advisoryIds);
        Map<UUID, Map<String, Timeline.Run>> runs = findings.runs(hostIds, asked.advisories());
        List<HostEntry> entries = hostIds.stream()
                .map(id -> live.index().host(id))
                .filter(Objects::nonNull)
                .toList();
        Map<UUID, HostVerdict> verdicts = new HashMap<>();
        Map<UUID, Answers.Answer> answers = fleet.all(entries, asked);
        for (HostEntry host : entries) {
            Answers.Answer answer = answers.get(host.id());
            verdicts.put(host.id(), answer == null ? unaffected(host.id()) : answer.of(host));
        }
        return hostIds.stream()
                .map(id -> since(verdicts.getOrDefault(id, unaffected(id)), runs.getOrDefault(id, Map.of())))
                .toList();
    }

    private static HostVerdict since(HostVerdict verdict, Map<String, Timeline.Run> runs) {
        boolean open = verdict.verdict().isOpen();
        Stream<Instant> starts = runs.values().stream()
                .filter(run -> open == (run.kind() == Timeline.Kind.OPEN))
                .map(run -> {
                    Instant opened = run.openSince();
                    return open && opened != null ? opened : run.since();
                });
        return verdict.since(
                (open ? starts.min(Comparator.naturalOrder()) : starts.max(Comparator.naturalOrder())).orElse(null));
    }

    /** The active hosts whose combined verdict is exposed. */
    public Set<UUID> exposedHosts(Collection<String> advisoryIds) {
        return fleet.hosts(fleet.verdicts(fleet.asked(advisoryIds)).of(Verdict.EXPOSED)).stream()
                .map(HostEntry::id)
                .collect(Collectors.toSet());
    }

    /** Whether the host is exposed or pending a reboot: the hole is there until this is false. */
    public boolean isOpen(UUID hostId, Collection<String> advisoryIds) {
        Verdict verdict = verdictOf(hostId, advisoryIds).verdict();
        return verdict == Verdict.EXPOSED || verdict == Verdict.PENDING_REBOOT;
    }

    /** The host's findings, ranked by KEV, severity, id; empty for a host that has no inventory or does not exist. */
    public List<Finding> findings(UUID hostId, FindingQuery query) {
        HostEntry host = live.index().host(hostId);
        return host == null ? List.of() : findings.of(host, query);
    }

    /** Packages of the host that an advisory replaces or moves to another architecture: worth a look, no findings. */
    public List<Evaluation.Hint> hints(UUID hostId) {
        HostEntry host = live.index().host(hostId);
        return host == null ? List.of() : findings.hints(host);
    }

    /** What stays undecided once per host, for example {@code products-not-inventoried}. */
    public List<Evaluation.HostUnknown> hostUnknowns(UUID hostId) {
        HostEntry host = live.index().host(hostId);
        SetState state = host == null ? null : live.index().set(host.setId());
        List<Evaluation.HostUnknown> unknowns =
                new ArrayList<>(state == null ? List.of() : state.whole().hostUnknowns());
        Instant seen = hosts.lastSeen(hostId);
        if (seen != null && seen.isBefore(clock.instant().minus(inventory.staleAfter()))) {
            unknowns.add(new Evaluation.HostUnknown(STALE, "last seen " + seen));
        }
        return List.copyOf(unknowns);
    }

    /** The smallest set to install on the host that closes the advisories it is exposed to (nothing for the others). */
    public Remedies remediesFor(UUID hostId, Collection<String> advisoryIds) {
        HostEntry host = live.index().host(hostId);
        Long set = host == null ? null : host.setId();
        if (host == null || set == null) {
            return Remedies.none(null);
        }
        FleetAnswers.Asked asked = fleet.asked(advisoryIds);
        return choice.choose(host, set, asked.advisories(), fleet.byAdvisory(host, asked));
    }

    /** Catalog revision the host's present software set was evaluated at; empty while it has not been. */
    public Optional<Long> evaluatedRevision(UUID hostId) {
        HostEntry host = live.index().host(hostId);
        return host == null
                ? Optional.empty()
                : Optional.ofNullable(live.index().holdsAt(host.setId()));
    }

    /**
     * Streams host × advisory (or remedy group) as true at {@code asOf} by what was known at {@code knownAt}, ordered by host
     * id, then advisory id. Retired hosts that were in service at {@code asOf} are in it; hosts without inventory then are
     * not.
     */
    public void complianceRows(
            Instant asOf, Instant knownAt, FindingQuery.Grain grain, Consumer<ExposureRow> consumer) {
        past.stream(new PastRows.Question(asOf, knownAt, grain, advisory -> true), consumer);
    }

    private static HostVerdict unaffected(UUID hostId) {
        return new HostVerdict(hostId, Verdict.UNAFFECTED, "none", null, null, Confidence.MEASURED, List.of(), null);
    }
}
