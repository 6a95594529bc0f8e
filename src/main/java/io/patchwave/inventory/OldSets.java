package io.patchwave.inventory;

import io.patchwave.platform.database.Leases;
import io.patchwave.platform.database.Sql;
import io.patchwave.platform.id.Secrets;
import io.patchwave.platform.time.Ticker;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Sets that were stored before the dictionary (docs/adr/0007): gzip JSON under the SHA-256 of that JSON. They are found by it
 * as long as there are any, and rewritten a few at a time, under their ids, until there are none.
 */
@ApplicationScoped
class OldSets {
    private static final String SOME = "select id, members from inventory_software_set where digest not like 'm1:%'"
            + " order by id fetch first 200 rows only";
    private static final String BY_DIGEST = "select id from inventory_software_set where digest = ?";
    private static final String REWRITE = "update inventory_software_set set members = ?, digest = ? where id = ?";
    private static final String LEASE = "inventory-old-sets";
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration LEASE_LENGTH = Duration.ofSeconds(30);

    private final Sql sql;
    private final SetMembers members;
    private final Leases leases;
    private volatile boolean gone;

    OldSets(Sql sql, SetMembers members, Leases leases) {
        this.sql = sql;
        this.members = members;
        this.leases = leases;
    }

    void start(@Observes StartupEvent start, Ticker ticker) {
        gone = some().isEmpty();
        if (!gone) {
            ticker.every(PAUSE, "inventory-old-sets", this::rewrite);
        }
    }

    /** The id of the old set with this content. */
    Optional<Long> find(Software software) {
        return gone ? Optional.empty() : find(SoftwareForm.digest(SoftwareForm.canonical(software)));
    }

    /** The digest of a set by its compact members. */
    static String digest(byte[] compact) {
        return "m1:" + Secrets.sha256(compact);
    }

    /** Rewrites the next ones; their ids stay. */
    void rewrite() {
        if (gone || !leases.take(LEASE, LEASE_LENGTH)) {
            return;
        }
        List<Object[]> rows = new ArrayList<>();
        List<Old> some = some();
        for (Old old : some) {
            byte[] compact = members.compact(old.members());
            String digest = digest(compact);
            if (find(digest).isEmpty()) {
                rows.add(new Object[] {compact, digest, old.id()});
            } else {
                // Somebody was faster with a new set of the same content: this one only serves hosts that have it.
                rows.add(new Object[] {compact, digest + "#" + old.id(), old.id()});
            }
        }
        QuarkusTransaction.requiringNew().run(() -> sql.batch(REWRITE, rows));
        gone = some.isEmpty();
    }

    private record Old(long id, byte[] members) {}

    private List<Old> some() {
        return sql.list(SOME, row -> new Old(row.getLong("id"), row.getBytes("members")));
    }

    private Optional<Long> find(String digest) {
        return sql.one(BY_DIGEST, row -> row.getLong(1), digest);
    }
}
