package io.patchwave.exposure;

import io.patchwave.inventory.HostQuery;
import io.patchwave.inventory.HostService;
import io.patchwave.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The hosts of a query as bits. Tags are in memory; everything else is asked of inventory and remembered for a second, so that the
 * pages of one list do not each read the fleet.
 */
@ApplicationScoped
class HostScope {
    private static final Duration REMEMBERED = Duration.ofSeconds(1);
    private static final int MOST = 64;

    private final HostService hosts;
    private final Clock clock;
    private final Map<HostQuery, Answer> remembered = new ConcurrentHashMap<>();

    HostScope(HostService hosts, Clock clock) {
        this.hosts = hosts;
        this.clock = clock;
    }

    private record Answer(Instant at, List<UUID> hosts) {}

    /** What a query means, to be laid on any table of hosts. */
    @FunctionalInterface
    interface Scope {
        /** The bits of the table; null for all. */
        @Nullable BitSet in(HostTable table);
    }

    /**
     * Reads a query, outside of any view.
     *
     * @throws ProblemException 400 where it cannot be answered
     */
    Scope of(HostQuery query) {
        if (query.equals(HostQuery.ALL)) {
            return table -> null;
        }
        String tag = query.tag();
        if (tag != null && query.equals(new HostQuery(null, null, tag, null, null, null))) {
            return table -> table.tagged(tag);
        }
        List<UUID> found = matching(query);
        return table -> {
            BitSet bits = new BitSet();
            for (UUID id : found) {
                int ordinal = table.ordinal(id);
                if (ordinal >= 0) {
                    bits.set(ordinal);
                }
            }
            return bits;
        };
    }

    private List<UUID> matching(HostQuery query) {
        Instant now = clock.instant();
        Answer known = remembered.get(query);
        if (known != null && known.at().plus(REMEMBERED).isAfter(now)) {
            return known.hosts();
        }
        if (remembered.size() >= MOST) {
            remembered.clear();
        }
        List<UUID> found = hosts.matching(query);
        remembered.put(query, new Answer(now, found));
        return found;
    }
}
