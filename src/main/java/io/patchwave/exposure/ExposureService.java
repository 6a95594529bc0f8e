package io.patchwave.exposure;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Which advisory applies to which host, and since when. Answers come from this server's index, which follows the database
 * within a second; no call writes. Advisory ids are the publisher's (erratum, CVE, {@code MS17-010}) and may also be a CVE
 * inside an erratum or a document's id ({@code 2017-Mar}): each stands for all advisories it leads to.
 */
@ApplicationScoped
public class ExposureService {
    ExposureService() {}

    /** One answer per active host, combined over the advisories; hosts that are unaffected are left out; {@code since} is null. */
    public List<HostVerdict> verdicts(Collection<String> advisoryIds) {
        return List.of();
    }

    /** The host's answer; {@link Verdict#UNAFFECTED} with rule {@code none} where none of the advisories is judged on it. */
    public HostVerdict verdictOf(UUID hostId, Collection<String> advisoryIds) {
        return new HostVerdict(hostId, Verdict.UNAFFECTED, "none", null, null, Confidence.MEASURED, List.of(), null);
    }

    /** The active hosts whose combined verdict is exposed. */
    public Set<UUID> exposedHosts(Collection<String> advisoryIds) {
        return Set.of();
    }

    /** Whether the host is exposed or pending a reboot: the hole is there until this is false. */
    public boolean isOpen(UUID hostId, Collection<String> advisoryIds) {
        return false;
    }

    /** Counts over all active hosts. */
    public ExposureCounts counts(String advisoryId) {
        return new ExposureCounts(0, 0, 0, 0, 0, 0, 0);
    }

    /** The host's findings, ranked by KEV, severity, id; empty for a host that has no inventory or does not exist. */
    public List<Finding> findings(UUID hostId, FindingQuery query) {
        return List.of();
    }

    /** What stays undecided once per host, for example {@code products-not-inventoried}. */
    public List<Evaluation.HostUnknown> hostUnknowns(UUID hostId) {
        return List.of();
    }

    /** The smallest set to install on the host that closes the advisories it is exposed to (nothing for the others). */
    public Remedies remediesFor(UUID hostId, Collection<String> advisoryIds) {
        return Remedies.none(null);
    }

    /** Catalog revision the host's present software set was evaluated at; empty while it has not been. */
    public Optional<Long> evaluatedRevision(UUID hostId) {
        return Optional.empty();
    }

    /**
     * Streams host × advisory (or remedy group) as true at {@code asOf} by what was known at {@code knownAt}, ordered by host
     * id, then advisory id. Retired hosts that were active at {@code asOf} are in it.
     */
    public void complianceRows(
            Instant asOf, Instant knownAt, FindingQuery.Grain grain, Consumer<ExposureRow> consumer) {}
}
