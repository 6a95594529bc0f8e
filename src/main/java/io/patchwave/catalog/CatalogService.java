package io.patchwave.catalog;

import io.patchwave.platform.database.Revisions;
import io.patchwave.platform.paging.Page;
import io.patchwave.platform.paging.PageRequest;
import io.patchwave.platform.problem.ProblemException;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the server knows of advisories, remedies, mirrors and the update history. */
@ApplicationScoped
public class CatalogService {
    private final CatalogSnapshots snapshots;
    private final AdvisoryList advisories;
    private final Exploitation exploitation;
    private final Documents documents;
    private final Revisions revisions;
    private final Clock clock;
    private final List<AdvisoryCriterion> criteria;

    CatalogService(
            CatalogSnapshots snapshots,
            AdvisoryList advisories,
            Exploitation exploitation,
            Documents documents,
            Revisions revisions,
            Clock clock,
            @All List<AdvisoryCriterion> criteria) {
        this.snapshots = snapshots;
        this.advisories = advisories;
        this.exploitation = exploitation;
        this.documents = documents;
        this.revisions = revisions;
        this.clock = clock;
        this.criteria = criteria;
    }

    /** Everything evaluation needs, as of the newest committed revision; the same object until there is a newer one. */
    public CatalogSnapshot snapshot() {
        return snapshots.current().snapshot();
    }

    /** The newest committed revision; grows with every import that changed something. */
    @Transactional
    public long revision() {
        return revisions.current(CatalogStore.REVISION);
    }

    /**
     * Heads of advisories that came or changed after a revision, their KEV and EPSS included; -1 for all. A reader that keeps
     * them reads a day's new advisories, not the catalog.
     */
    @Transactional
    public ChangedHeads headsChangedSince(long rev) {
        long now = revisions.current(CatalogStore.REVISION);
        return new ChangedHeads(now, now == rev ? List.of() : advisories.changedSince(rev));
    }

    /** How long ago the catalog last changed. */
    @Transactional
    public Duration age() {
        Instant now = clock.instant();
        return Duration.between(documents.lastChange().orElse(now), now);
    }

    /** An advisory by the publisher's id. */
    @Transactional
    public Optional<AdvisoryView> advisory(String id) {
        return advisories.find(id);
    }

    /** As {@link #advisory}, with products, remedies and documents; 404 when there is none. */
    @Transactional
    public AdvisoryDetail detail(String id) {
        AdvisoryView head = advisories.find(id).orElseThrow(() -> ProblemException.notFound("advisory", id));
        Details.Content content = Details.of(id, snapshots.current());
        Map<String, CveDecoration> known = exploitation.decorations(head.cves());
        List<CveDecoration> cves = head.cves().stream()
                .map(cve -> known.getOrDefault(cve, new CveDecoration(cve, null, null, false, null, null)))
                .toList();
        return new AdvisoryDetail(
                head, advisories.summary(id), cves, content.products(), content.remedies(), advisories.documents(id));
    }

    /** A page of advisories; {@code count} adds the total. */
    @Transactional
    public Page<AdvisoryView> list(AdvisoryQuery query, PageRequest page, boolean count) {
        List<AdvisoryCriterion.Condition> conditions = new ArrayList<>();
        query.criteria()
                .forEach((name, written) -> conditions.add(criterion(name).condition(written)));
        return advisories.list(query, conditions, page, count);
    }

    /** KEV and EPSS of those of the CVEs that have either; any number may be asked for. */
    @Transactional
    public Map<String, CveDecoration> cveDecorations(Collection<String> cves) {
        return exploitation.decorations(cves);
    }

    /**
     * When a KB came out: the first release of the document in which most of its (CVE, product) pairs stand (exposure rules,
     * W1); empty for KBs that no document names.
     */
    public Optional<Instant> remedyReleasedAt(String kb) {
        return Optional.ofNullable(snapshots.current().releasedAt(kb));
    }

    /** What lowers the danger of an advisory without its patch, by id. */
    public List<Mitigation> mitigations() {
        return Mitigations.all();
    }

    private AdvisoryCriterion criterion(String name) {
        return criteria.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> ProblemException.invalid(name, "is not a filter of this server"));
    }
}
