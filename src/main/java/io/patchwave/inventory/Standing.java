package io.patchwave.inventory;

import io.patchwave.platform.database.Revisions;
import io.patchwave.platform.database.Sql;
import io.patchwave.platform.security.HostStanding;
import io.patchwave.platform.time.Ticker;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whether a host may speak, answered from memory at every request. Only the retired are kept: a host nobody knows has no
 * token to ask about. On this server a change holds from its commit on, on the others within a second, by the revision that
 * the retiring transaction has taken.
 */
@ApplicationScoped
class Standing implements HostStanding {
    static final String REVISION = "agent-tokens";
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final String RETIRED = "select id from inventory_host where status = 'retired'";

    private final Set<UUID> retired = ConcurrentHashMap.newKeySet();
    private final Sql sql;
    private final Revisions revisions;
    private volatile long seen = -1;

    Standing(Sql sql, Revisions revisions) {
        this.sql = sql;
        this.revisions = revisions;
    }

    void start(@Observes StartupEvent start, Ticker ticker) {
        refresh();
        ticker.every(PAUSE, "host-standing", this::refresh);
    }

    @Override
    public boolean maySpeak(UUID hostId) {
        return !retired.contains(hostId);
    }

    void changed(@Observes(during = TransactionPhase.AFTER_SUCCESS) HostStandingChanged change) {
        if (change.status() == HostStatus.RETIRED) {
            retired.add(change.hostId());
        } else {
            retired.remove(change.hostId());
        }
    }

    /** Reads the retired anew when somebody has changed them; the revision first, so that nothing is missed. */
    void refresh() {
        long current = revisions.current(REVISION);
        if (current == seen) {
            return;
        }
        Set<UUID> before = Set.copyOf(retired);
        Set<UUID> now = Set.copyOf(sql.list(RETIRED, row -> row.getObject("id", UUID.class)));
        retired.addAll(now);
        // Only what was here before the query may go: a host retired meanwhile stays.
        before.stream().filter(id -> !now.contains(id)).forEach(retired::remove);
        seen = current;
    }
}
