package io.patchwave.access.signin;

import io.patchwave.access.AgentTokens;
import io.patchwave.platform.config.PatchwaveConfig;
import io.patchwave.platform.security.HostStanding;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Agents' identities by the SHA-256 of their token. What is known is answered from memory; what is not is read on a worker
 * thread, and what was read in vain is remembered in a bounded map.
 */
@ApplicationScoped
class AgentIdentities {
    private static final int MOST_UNKNOWN = 10_000;

    private final Map<String, Known> known = new ConcurrentHashMap<>();
    private final RecentMap<String, Long> unknown = new RecentMap<>(MOST_UNKNOWN);
    private final AgentTokens tokens;
    private final Instance<HostStanding> standing;
    private final Changes changes;
    private final int perMinute;

    AgentIdentities(AgentTokens tokens, Instance<HostStanding> standing, Changes changes, PatchwaveConfig config) {
        this.tokens = tokens;
        this.standing = standing;
        this.changes = changes;
        this.perMinute = config.agentRate();
    }

    /** An agent that may speak, as of a generation of changes. */
    record Known(UUID hostId, SecurityIdentity identity, Rate rate, long generation) {}

    /** The agent of this token if memory knows it, nothing has changed since, and its host may speak at this moment. */
    @Nullable Known known(String hash) {
        Known found = known.get(hash);
        return found != null && found.generation() == changes.agentGeneration() && maySpeak(found.hostId())
                ? found
                : null;
    }

    /** Whether this token was looked for in vain and nothing has changed since. */
    boolean inVain(String hash) {
        Long generation = unknown.get(hash);
        return generation != null && generation == changes.agentGeneration();
    }

    /** Reads the token from the database; null when it opens nothing. The generation is taken first, so no change is missed. */
    @Nullable Known load(String hash) {
        long generation = changes.agentGeneration();
        UUID hostId = tokens.opens(hash).filter(this::maySpeak).orElse(null);
        if (hostId == null) {
            known.remove(hash);
            unknown.put(hash, generation);
            return null;
        }
        Known before = known.get(hash);
        Rate rate = before == null ? new Rate(perMinute, System.nanoTime()) : before.rate();
        Known now = new Known(hostId, Identities.ofAgent(hostId), rate, generation);
        known.put(hash, now);
        return now;
    }

    private boolean maySpeak(UUID hostId) {
        return !standing.isResolvable() || standing.get().maySpeak(hostId);
    }
}
