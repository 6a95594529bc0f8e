package io.patchwave.access;

import io.patchwave.audit.AuditTrail;
import io.patchwave.platform.database.Revisions;
import io.patchwave.platform.database.Sql;
import io.patchwave.platform.id.Secrets;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The door to agents' tokens. A host's token lives until a newer one is used once, so that an answer lost on the way locks
 * nobody out.
 */
@ApplicationScoped
public class AgentTokens {
    /** What every agent's token begins with. */
    public static final String PREFIX = "pwa_";
    /**
     * Name of the revision that moves when a token that was open may be open no more. Whoever silences a host in another
     * way (inventory, at retire and restore) bumps it in the same transaction.
     */
    public static final String REVISION = "agent-tokens";

    private static final String INSERT =
            "insert into access_agent_token (secret_hash, host_id, state, issued_at)" + " values (?, ?, 'FRESH', ?)";
    private static final String FIND = "select host_id, state from access_agent_token where secret_hash = ?";
    private static final String OF_HOST =
            "select count(*) from access_agent_token where secret_hash = ? and host_id = ?";
    private static final String USE = "update access_agent_token set state = 'PRESENT', first_used_at = ?"
            + " where secret_hash = ? and state = 'FRESH'";
    private static final String DELETE_OLDER = "delete from access_agent_token where host_id = ? and secret_hash <> ?"
            + " and issued_at <= (select a.issued_at from access_agent_token a where a.secret_hash = ?)";
    private static final String DELETE = "delete from access_agent_token where host_id = ?";

    private final Sql sql;
    private final Revisions revisions;
    private final AuditTrail audit;
    private final Clock clock;

    AgentTokens(Sql sql, Revisions revisions, AuditTrail audit, Clock clock) {
        this.sql = sql;
        this.revisions = revisions;
        this.audit = audit;
        this.clock = clock;
    }

    /** Makes a token for the host in the caller's transaction; the older ones live until it is used once. Shown once. */
    @Transactional
    public String issue(UUID hostId) {
        String secret = Secrets.create(PREFIX);
        sql.update(INSERT, Secrets.sha256(secret), hostId, clock.instant());
        audit.record("agent-token.issued", "host:" + hostId, Map.of());
        return secret;
    }

    /** Ends all tokens of the host in the caller's transaction. */
    @Transactional
    public void revoke(UUID hostId) {
        if (sql.update(DELETE, hostId) > 0) {
            audit.record("agent-token.revoked", "host:" + hostId, Map.of());
        }
        revisions.bump(REVISION);
    }

    /** Whether the secret is one of the host's living tokens: proof that the caller is that host. */
    @Transactional
    public boolean isPresentTokenOf(UUID hostId, String secret) {
        return Secrets.wellFormed(PREFIX, secret) && sql.number(OF_HOST, Secrets.sha256(secret), hostId) == 1;
    }

    /** The host a token with that SHA-256 speaks for; a fresh token's first use ends the older ones of its host. */
    @Transactional
    public Optional<UUID> opens(String hash) {
        Optional<Row> row = sql.one(FIND, found -> new Row(found.getObject(1, UUID.class), found.getString(2)), hash);
        row.filter(found -> found.state().equals("FRESH")).ifPresent(found -> firstUse(found.hostId(), hash));
        return row.map(Row::hostId);
    }

    private void firstUse(UUID hostId, String hash) {
        if (sql.update(USE, clock.instant(), hash) == 1 && sql.update(DELETE_OLDER, hostId, hash, hash) > 0) {
            revisions.bump(REVISION);
        }
    }

    private record Row(UUID hostId, String state) {}
}
