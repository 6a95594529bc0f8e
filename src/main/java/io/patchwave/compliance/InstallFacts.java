package io.patchwave.compliance;

import io.patchwave.platform.database.Sql;
import io.patchwave.platform.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a row says of the assignment that was to close it, read across from rollout's tables. */
@ApplicationScoped
class InstallFacts {
    private static final String ASSIGNMENTS = """
            select a.host_id, a.wave, a.state, a.claimed_at, a.verified_at, t.advisories, r.started_at, r.created_by,
                   first.ended_at as tested_at
            from rollout_assignment a
            join rollout_target t on t.id = a.target_id
            join rollout_rollout r on r.id = a.rollout_id
            left join rollout_wave first on first.rollout_id = a.rollout_id and first.number = 1 and a.wave > 1
            where r.started_at <= ? and a.changed_at <= ?
            order by a.changed_at, a.id
            """;

    private static final String FAILING = ASSIGNMENTS.replace(
            "order by",
            "and a.host_id in (select f.host_id from rollout_assignment f where f.state in ('FAILED', 'UNVERIFIED'))"
                    + " order by");

    private final Sql sql;

    InstallFacts(Sql sql) {
        this.sql = sql;
    }

    /** The newest assignment of a host for some advisories. */
    record Install(
            UUID hostId,
            List<String> advisories,
            int wave,
            String state,
            @Nullable Instant approvedAt,
            String approvedBy,
            @Nullable Instant testedAt,
            @Nullable Instant claimedAt,
            @Nullable Instant verifiedAt) {
        /** Whether it ended badly: a failed installation, or one that its inventory does not show. */
        boolean failed() {
            return state.equals("FAILED") || state.equals("UNVERIFIED");
        }

        /** Fills the columns an auditor follows a change by. */
        ComplianceRow into(ComplianceRow row) {
            return row.with("approved_at", approvedAt)
                    .with("approved_by", approvedBy)
                    .with("tested_at", testedAt)
                    .with("wave", wave)
                    .with("installed_at", claimedAt)
                    .with("verified_at", verifiedAt)
                    .with("verified_by", verifiedAt == null ? null : "inventory");
        }
    }

    /** All assignments of rollouts started by then. */
    Lookup asOf(Instant instant) {
        return lookup(ASSIGNMENTS, instant);
    }

    /** The same of hosts on which some assignment ended badly. */
    Lookup failingAsOf(Instant instant) {
        return lookup(FAILING, instant);
    }

    private Lookup lookup(String assignments, Instant instant) {
        Map<UUID, Map<String, Install>> byHost = new HashMap<>();
        for (Install install : sql.list(assignments, InstallFacts::map, instant, instant)) {
            Map<String, Install> ofHost = byHost.computeIfAbsent(install.hostId(), id -> new HashMap<>());
            install.advisories().forEach(advisory -> ofHost.put(advisory, install));
        }
        return new Lookup(byHost);
    }

    /** The assignments of one moment. */
    static final class Lookup {
        private final Map<UUID, Map<String, Install>> byHost;

        Lookup(Map<UUID, Map<String, Install>> byHost) {
            this.byHost = byHost;
        }

        /** Host → the advisories whose newest assignment ended badly. */
        Map<UUID, Set<String>> failed() {
            Map<UUID, Set<String>> failed = new HashMap<>();
            byHost.forEach((host, installs) -> installs.forEach((advisory, install) -> {
                if (install.failed()) {
                    failed.computeIfAbsent(host, id -> new TreeSet<>()).add(advisory);
                }
            }));
            return failed;
        }

        /** The newest for any of the ids; null where there was none. */
        @Nullable Install newest(UUID hostId, String advisoryId, Collection<String> advisories) {
            Map<String, Install> ofHost = byHost.get(hostId);
            if (ofHost == null) {
                return null;
            }
            Install direct = ofHost.get(advisoryId);
            return direct != null
                    ? direct
                    : advisories.stream()
                            .map(ofHost::get)
                            .filter(java.util.Objects::nonNull)
                            .findFirst()
                            .orElse(null);
        }
    }

    private static Install map(ResultSet row) throws SQLException {
        return new Install(
                row.getObject("host_id", UUID.class),
                List.of(Json.read(row.getString("advisories"), String[].class)),
                row.getInt("wave"),
                row.getString("state"),
                Sql.instant(row, "started_at"),
                row.getString("created_by"),
                Sql.instant(row, "tested_at"),
                Sql.instant(row, "claimed_at"),
                Sql.instant(row, "verified_at"));
    }
}
