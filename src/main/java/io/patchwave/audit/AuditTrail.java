package io.patchwave.audit;

import io.patchwave.platform.id.Ids;
import io.patchwave.platform.json.Json;
import io.patchwave.platform.security.CurrentActor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Map;

/** The door to the audit log: acts are recorded in the transaction that does them. */
@ApplicationScoped
public class AuditTrail {
    private final AuditEntries entries;
    private final AuditBlocks blocks;
    private final CurrentActor actor;
    private final Clock clock;
    private final Ids ids;

    AuditTrail(AuditEntries entries, AuditBlocks blocks, CurrentActor actor, Clock clock, Ids ids) {
        this.entries = entries;
        this.blocks = blocks;
        this.actor = actor;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * Records an act of the current actor in the caller's transaction; without one it fails.
     *
     * @param action feature and verb, for example {@code rollout.started}
     * @param subject kind and id, for example {@code rollout:0190…}
     * @param details members in any order; never secrets
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void record(String action, String subject, Map<String, ?> details) {
        entries.insert(AuditEntry.of(ids.next(), clock.instant(), actor.actor(), action, subject, Json.write(details)));
    }

    /** The newest sealed block as this server knows it, at most about a second old. */
    public AuditHead head() {
        return blocks.knownHead();
    }
}
