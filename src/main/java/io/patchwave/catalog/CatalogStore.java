package io.patchwave.catalog;

import com.fasterxml.jackson.core.type.TypeReference;
import io.patchwave.audit.AuditTrail;
import io.patchwave.catalog.StagedDocument.StagedAdvisory;
import io.patchwave.platform.database.Revisions;
import io.patchwave.platform.id.Ids;
import io.quarkus.narayana.jta.runtime.TransactionConfiguration;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Instance;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Takes in what an import staged: all of it in one transaction, or nothing. What has not changed is not written, and an import
 * that changes nothing makes no revision.
 */
@ApplicationScoped
public class CatalogStore {
    /** Name of the counter in {@link Revisions}. */
    static final String REVISION = "catalog";

    private static final int TIMEOUT_SECONDS = 3600;

    private final Documents documents;
    private final Advisories advisories;
    private final Exploitation exploitation;
    private final CatalogSnapshots snapshots;
    private final Revisions revisions;
    private final Ids ids;
    private final Clock clock;
    private final AuditTrail audit;
    private final Instance<ImportGuard> guards;
    private final Event<CatalogChanged> changed;

    CatalogStore(
            Documents documents,
            Advisories advisories,
            Exploitation exploitation,
            CatalogSnapshots snapshots,
            Revisions revisions,
            Ids ids,
            Clock clock,
            AuditTrail audit,
            Instance<ImportGuard> guards,
            Event<CatalogChanged> changed) {
        this.documents = documents;
        this.advisories = advisories;
        this.exploitation = exploitation;
        this.snapshots = snapshots;
        this.revisions = revisions;
        this.ids = ids;
        this.clock = clock;
        this.audit = audit;
        this.guards = guards;
        this.changed = changed;
    }

    /** What came of an import; {@code rev} is null when nothing changed. */
    public record Outcome(
            long created,
            long updated,
            long unchanged,
            @Nullable Long rev) {}

    /** A guard wants a person to decide; the transaction is rolled back. */
    public static final class ImportHeld extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient ImportGuard.Decision decision;
        private final transient ImportGuard.Difference difference;

        ImportHeld(ImportGuard.Decision decision, ImportGuard.Difference difference) {
            super(decision.reason());
            this.decision = decision;
            this.difference = difference;
        }

        /** Why, and how many hosts. */
        public ImportGuard.Decision decision() {
            return decision;
        }

        /** What would change. */
        public ImportGuard.Difference difference() {
            return difference;
        }
    }

    /**
     * Takes it in.
     *
     * @param cause what a reader of the revisions is told, for example {@code catalog-import:0197…}
     * @param by who asked for it
     * @param approved a person has agreed: no guard is asked
     */
    @Transactional
    @TransactionConfiguration(timeout = TIMEOUT_SECONDS)
    public Outcome apply(Staged staged, String cause, String by, boolean approved) {
        documents.lock();
        Plan plan = new Plan(staged);
        if (!plan.changes()) {
            return plan.outcome(null);
        }
        Instant now = clock.instant();
        long rev = revisions.bump(REVISION);
        documents.revision(rev, now, cause);
        plan.write(rev, now);
        ImportGuard.Difference difference = plan.refresh(rev);
        if (!approved) {
            ask(difference);
        }
        documents.analyze();
        audit.record(
                "catalog.changed",
                cause,
                Map.of("rev", rev, "by", by, "created", plan.created, "updated", plan.updated));
        changed.fire(new CatalogChanged(rev));
        return plan.outcome(rev);
    }

    private void ask(ImportGuard.Difference difference) {
        for (ImportGuard guard : guards) {
            ImportGuard.Decision decision = guard.judge(difference);
            if (decision.hold()) {
                throw new ImportHeld(decision, difference);
            }
        }
    }

    private record Key(DocumentKind kind, String mirror, String name) {}

    /** The differences between what is stored and what was staged. */
    private final class Plan {
        private final Map<Key, Documents.Meta> known = new HashMap<>();
        private final List<Staged.MirrorScope> mirrors = new ArrayList<>();
        private final List<Documents.Write> inserts = new ArrayList<>();
        private final List<Documents.Write> updates = new ArrayList<>();
        private final List<UUID> deletes = new ArrayList<>();
        private final List<Advisories.SourceWrite> newSources = new ArrayList<>();
        private final List<Advisories.SourceWrite> changedSources = new ArrayList<>();
        private final List<Advisories.SourceGone> goneSources = new ArrayList<>();
        private long created;
        private long updated;
        private long unchanged;

        Plan(Staged staged) {
            Map<Key, StagedDocument> newest = new LinkedHashMap<>();
            Set<String> kinds = new HashSet<>();
            for (StagedDocument document : staged.documents()) {
                newest.merge(key(document), document, (one, other) -> {
                    unchanged +=
                            Math.min(one.advisories().size(), other.advisories().size());
                    return newer(other, one.releasedAt(), one.body().digest()) ? other : one;
                });
                kinds.add(document.kind().word());
            }
            if (staged.mirrors().stream().anyMatch(Staged.MirrorScope::whole)) {
                List.of(DocumentKind.UPDATEINFO, DocumentKind.PACKAGES, DocumentKind.MODULES)
                        .forEach(kind -> kinds.add(kind.word()));
            }
            documents.metas(kinds).forEach(meta -> known.put(new Key(meta.kind(), meta.mirror(), meta.name()), meta));
            newest.values().forEach(this::compare);
            Set<Staged.MirrorScope> stored = new HashSet<>(documents.mirrors());
            for (Staged.MirrorScope mirror : staged.mirrors()) {
                if (mirror.whole()) {
                    dropOthers(mirror.name(), newest.keySet());
                }
                Staged.MirrorScope plain = new Staged.MirrorScope(
                        mirror.name(), mirror.family(), mirror.distribution(), mirror.release(), false);
                if (!stored.contains(plain)) {
                    mirrors.add(plain);
                }
            }
        }

        private void compare(StagedDocument staged) {
            Documents.Meta meta = known.get(key(staged));
            StagedDocument document = staged;
            if (meta != null && staged.kind() == DocumentKind.HISTORY) {
                document = mergedHistory(meta, staged);
            } else {
                countItems(meta, staged);
            }
            if (meta == null) {
                UUID id = ids.next();
                StagedDocument fresh = document;
                inserts.add(new Documents.Write(id, fresh));
                fresh.advisories().forEach(advisory -> newSources.add(new Advisories.SourceWrite(id, advisory)));
                created += fresh.advisories().size();
            } else if (meta.digest().equals(document.body().digest())
                    || !newer(document, meta.releasedAt(), meta.digest())) {
                unchanged += document.advisories().size();
            } else {
                updates.add(new Documents.Write(meta.id(), document));
                compareAdvisories(meta.id(), document);
            }
        }

        private void compareAdvisories(UUID id, StagedDocument document) {
            Map<String, String> digests = advisories.sourcesOf(id);
            for (StagedAdvisory advisory : document.advisories()) {
                String digest = digests.remove(advisory.uid());
                if (digest == null) {
                    newSources.add(new Advisories.SourceWrite(id, advisory));
                    created++;
                } else if (digest.equals(advisory.digest())) {
                    unchanged++;
                } else {
                    changedSources.add(new Advisories.SourceWrite(id, advisory));
                    updated++;
                }
            }
            Instant at = document.releasedAt() == null ? clock.instant() : document.releasedAt();
            digests.keySet().forEach(uid -> goneSources.add(new Advisories.SourceGone(id, uid, at)));
            updated += digests.size();
        }

        /** Whatever else the mirror held has gone from it. */
        private void dropOthers(String mirror, Set<Key> kept) {
            known.forEach((key, meta) -> {
                if (key.mirror().equals(mirror) && !kept.contains(key)) {
                    deletes.add(meta.id());
                    Set<String> gone = advisories.sourcesOf(meta.id()).keySet();
                    gone.forEach(uid -> goneSources.add(new Advisories.SourceGone(meta.id(), uid, clock.instant())));
                    updated += gone.size();
                }
            });
        }

        private StagedDocument mergedHistory(Documents.Meta meta, StagedDocument staged) {
            List<HistoryLine> before = DocumentBody.read(documents.body(meta.id()), new TypeReference<>() {});
            List<HistoryLine> merged = HistoryMerge.merge(
                    before, DocumentBody.read(staged.body().packed(), new TypeReference<List<HistoryLine>>() {}));
            created += merged.size() - before.size();
            unchanged += staged.items() - (merged.size() - before.size());
            return new StagedDocument(
                    staged.kind(), staged.name(), "", null, DocumentBody.of(merged), List.of(), merged.size());
        }

        private void countItems(Documents.@Nullable Meta meta, StagedDocument staged) {
            if (staged.items() == 0) {
                return;
            }
            boolean taken = meta == null || newer(staged, meta.releasedAt(), meta.digest());
            ItemCounts counts = taken ? ItemCounts.between(before(meta, staged), staged) : null;
            created += counts == null ? 0 : counts.created();
            updated += counts == null ? 0 : counts.updated();
            unchanged += counts == null ? staged.items() : counts.unchanged();
        }

        private byte @Nullable [] before(Documents.@Nullable Meta meta, StagedDocument staged) {
            if (meta == null || meta.digest().equals(staged.body().digest())) {
                return meta == null ? null : staged.body().packed();
            }
            return documents.body(meta.id());
        }

        boolean changes() {
            return !(inserts.isEmpty() && updates.isEmpty() && deletes.isEmpty() && mirrors.isEmpty());
        }

        void write(long rev, Instant now) {
            mirrors.forEach(documents::save);
            documents.insert(inserts, rev, now);
            documents.update(updates, rev, now);
            advisories.deleteSources(goneSources);
            advisories.updateSources(changedSources);
            advisories.insertSources(newSources);
            documents.delete(deletes);
        }

        ImportGuard.Difference refresh(long rev) {
            Set<String> uids = new HashSet<>();
            newSources.forEach(write -> uids.add(write.advisory().uid()));
            changedSources.forEach(write -> uids.add(write.advisory().uid()));
            Map<String, Instant> gone = new HashMap<>();
            goneSources.forEach(one -> gone.put(one.uid(), one.at()));
            uids.addAll(gone.keySet());
            Advisories.Refreshed heads = advisories.refresh(uids, gone, rev);
            if (takeExploitation()) {
                exploitation.decorateAll();
            } else {
                exploitation.decorate(uids);
            }
            return new ImportGuard.Difference(
                    heads.created(), heads.changed(), heads.withdrawn(), () -> snapshots.uncommitted(rev));
        }

        private boolean takeExploitation() {
            boolean any = false;
            List<Documents.Write> writes = new ArrayList<>(inserts);
            writes.addAll(updates);
            for (Documents.Write write : writes) {
                byte[] packed = write.document().body().packed();
                if (write.document().kind() == DocumentKind.KEV) {
                    exploitation.replaceKev(DocumentBody.read(packed, new TypeReference<List<KevEntry>>() {}));
                    any = true;
                } else if (write.document().kind() == DocumentKind.EPSS) {
                    exploitation.replaceEpss(DocumentBody.read(packed, new TypeReference<List<EpssScore>>() {}));
                    any = true;
                }
            }
            return any;
        }

        Outcome outcome(@Nullable Long rev) {
            return new Outcome(created, updated, unchanged, rev);
        }
    }

    private static Key key(StagedDocument document) {
        return new Key(document.kind(), document.mirror(), document.name());
    }

    /** Of two revisions of one date the one with the greater digest counts, so that no order of import matters. */
    private static boolean newer(StagedDocument document, @Nullable Instant than, String digest) {
        if (document.releasedAt() == null || than == null) {
            return true;
        }
        int order = document.releasedAt().compareTo(than);
        return order > 0 || (order == 0 && document.body().digest().compareTo(digest) > 0);
    }
}
