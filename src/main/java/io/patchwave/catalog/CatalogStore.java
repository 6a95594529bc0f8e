package io.patchwave.catalog;

import com.fasterxml.jackson.core.type.TypeReference;
import io.patchwave.audit.AuditTrail;
import io.patchwave.platform.database.Revisions;
import io.patchwave.platform.id.Ids;
import io.quarkus.narayana.jta.runtime.TransactionConfiguration;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Instance;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes in what an import staged: all of it in one transaction, or nothing. What has not changed is not written, and an import
 * that changes nothing makes no revision.
 */
@ApplicationScoped
public class CatalogStore {
    private static final Logger LOG = Logger.getLogger(CatalogStore.class);

    /** Name of the counter in {@link Revisions}. */
    static final String REVISION = "catalog";

    private static final int TIMEOUT_SECONDS = 3600;

    private final Documents documents;
    private final StoredParts parts;
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
            StoredParts parts,
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
        this.parts = parts;
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

    /**
     * What came of an import.
     *
     * @param rev null when nothing changed
     * @param judged what the guards made of it; null where none was asked
     */
    public record Outcome(
            long created,
            long updated,
            long unchanged,
            @Nullable Long rev,
            @Nullable Judged judged) {}

    /** What would change, and a guard's answer. */
    public record Judged(ImportGuard.Difference difference, ImportGuard.Decision decision) {}

    /** How guards are treated. */
    public enum Guarding {
        /** An import they object to is held. */
        HOLD,
        /** A person has agreed: their answer is only recorded. */
        RECORD,
        /** They are not asked. */
        NONE
    }

    /** A guard wants a person to decide; the transaction is rolled back. */
    public static final class ImportHeld extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Judged judged;

        ImportHeld(Judged judged) {
            super(judged.decision().reason());
            this.judged = judged;
        }

        /** What would change, and why it is held. */
        public Judged judged() {
            return judged;
        }
    }

    /**
     * Takes it in.
     *
     * @param cause what a reader of the revisions is told, for example {@code catalog-import:0197…}
     * @param by who asked for it, and who agreed
     */
    @Transactional
    @TransactionConfiguration(timeout = TIMEOUT_SECONDS)
    public Outcome apply(Staged staged, String cause, String by, Guarding guarding) {
        long start = System.nanoTime();
        documents.lock();
        ImportPlan plan = new ImportPlan(staged, new ImportPlan.Stores(documents, parts, advisories, ids, clock));
        if (!plan.changes()) {
            return plan.outcome(null, null);
        }
        // As it stands now: from the first write on, this transaction sees its own.
        CatalogSnapshot before = guarding != Guarding.NONE && plan.touchesWhatStood()
                ? snapshots.current().snapshot()
                : null;
        long planned = System.nanoTime();
        Instant now = clock.instant();
        long rev = revisions.bump(REVISION);
        documents.revision(rev, now, cause);
        plan.write(rev, now);
        ImportGuard.Difference difference = refresh(plan, before, rev);
        long written = System.nanoTime();
        Judged judged = guarding == Guarding.NONE ? null : ask(difference, guarding);
        if (plan.large()) {
            documents.analyze();
        }
        Outcome outcome = plan.outcome(rev, judged);
        LOG.infof(
                "catalog written: rev=%d compareMillis=%d writeMillis=%d judgeMillis=%d",
                rev, millis(start, planned), millis(planned, written), millis(written, System.nanoTime()));
        audit.record(
                "catalog.changed",
                cause,
                Map.of("rev", rev, "by", by, "created", outcome.created(), "updated", outcome.updated()));
        changed.fire(new CatalogChanged(rev));
        return outcome;
    }

    private static long millis(long from, long to) {
        return (to - from) / 1_000_000;
    }

    private Judged ask(ImportGuard.Difference difference, Guarding guarding) {
        for (ImportGuard guard : guards) {
            ImportGuard.Decision decision = guard.judge(difference);
            if (decision.hold()) {
                Judged judged = new Judged(difference, decision);
                if (guarding == Guarding.HOLD) {
                    throw new ImportHeld(judged);
                }
                return judged;
            }
        }
        return new Judged(difference, ImportGuard.Decision.GO);
    }

    private ImportGuard.Difference refresh(ImportPlan plan, @Nullable CatalogSnapshot before, long rev) {
        byte[] kev = plan.replaced(DocumentKind.KEV);
        byte[] epss = plan.replaced(DocumentKind.EPSS);
        if (kev != null) {
            exploitation.replaceKev(DocumentBody.read(kev, new TypeReference<List<KevEntry>>() {}));
        }
        if (epss != null) {
            exploitation.replaceEpss(DocumentBody.read(epss, new TypeReference<List<EpssScore>>() {}));
        }
        Advisories.Refreshed heads = plan.refresh(rev);
        if (kev != null || epss != null) {
            exploitation.decorateAll(rev);
        }
        return new ImportGuard.Difference(
                heads.created(), heads.changed(), heads.withdrawn(), before, () -> snapshots.uncommitted(rev));
    }
}
