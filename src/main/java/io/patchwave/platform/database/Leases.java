package io.patchwave.platform.database;

import io.patchwave.platform.id.Ids;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Lease rows: one server at a time does a thing (sealing, evaluating a catalog change); a dead one's lease runs out. */
@ApplicationScoped
public class Leases {
    private static final String CREATE =
            "insert into platform_lease (name, holder, until_at) values (?, '', ?) on conflict do nothing";
    private static final String TAKE =
            "update platform_lease set holder = ?, until_at = ? where name = ? and (holder = ? or until_at < ?)";

    private static final String RELEASE = "update platform_lease set until_at = ? where holder = ?";

    private final Sql sql;
    private final Clock clock;
    private final String server;

    Leases(Sql sql, Clock clock, Ids ids) {
        this.sql = sql;
        this.clock = clock;
        this.server = ids.next().toString();
    }

    /** Takes or renews the lease for that long; false when another server holds it. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public boolean take(String name, Duration length) {
        Instant now = clock.instant();
        Instant until = now.plus(length);
        if (sql.update(TAKE, server, until, name, server, now) == 1) {
            return true;
        }
        sql.update(CREATE, name, Instant.EPOCH);
        return sql.update(TAKE, server, until, name, server, now) == 1;
    }

    /** A server that ends in order leaves nothing for the next one to wait for. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    void release(@Observes ShutdownEvent stop) {
        sql.update(RELEASE, Instant.EPOCH, server);
    }
}
