package io.patchwave.compliance;

import io.patchwave.platform.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a row says of its host, read across from inventory's tables. */
@ApplicationScoped
class HostFacts {
    private static final String HOSTS = """
            select h.id, h.machine_id, h.hostname, h.ip, h.os_name, h.os_version, h.os_build, h.os_revision, h.owner,
                   h.criticality, h.zone, h.mlps_level, s.at as last_contact, h.evidence_at, h.reboot_pending_since,
                   h.status, h.enrolled_at
            from inventory_host h left join inventory_host_seen s on s.host_id = h.id
            where h.enrolled_at <= ?
            order by h.id
            """;
    private static final String LISTED = """
            select m.host_id, g.name from inventory_group_host m join inventory_group g on g.id = m.group_id
            order by g.name, m.host_id
            """;

    private static final String ALL = "select count(*) from inventory_host";
    private static final String RETIRED = "select count(*) from inventory_host where status = 'retired'";
    private static final String SILENT_SINCE = "select host_id from inventory_host_seen where at < ?";

    private final Sql sql;

    HostFacts(Sql sql) {
        this.sql = sql;
    }

    /** A host that was known at the instant asked for. */
    record Host(
            UUID id,
            String machineId,
            String hostname,
            @Nullable String ip,
            String os,
            @Nullable String osBuild,
            @Nullable String owner,
            String criticality,
            @Nullable String zone,
            @Nullable Integer mlpsLevel,
            @Nullable Instant lastContact,
            @Nullable Instant evidenceAt,
            @Nullable Instant rebootPendingSince,
            boolean retired) {}

    /** All hosts enrolled by then, by id. */
    Map<UUID, Host> knownAt(Instant asOf) {
        return sql.list(HOSTS, HostFacts::map, asOf).stream()
                .collect(Collectors.toMap(Host::id, host -> host, (a, b) -> a, java.util.LinkedHashMap::new));
    }

    /** How many hosts are in service. */
    long inService() {
        return sql.number(ALL) - sql.number(RETIRED);
    }

    /** Hosts that were not heard of since; retired ones too. */
    Set<UUID> silentSince(Instant time) {
        return Set.copyOf(sql.list(SILENT_SINCE, row -> row.getObject(1, UUID.class), time));
    }

    /** Names of the fixed lists a host is in. */
    Map<UUID, List<String>> listedGroups() {
        Map<UUID, List<String>> groups = new HashMap<>();
        sql.list(LISTED, row -> Map.entry(row.getObject(1, UUID.class), row.getString(2)))
                .forEach(entry -> groups.computeIfAbsent(entry.getKey(), id -> new java.util.ArrayList<>())
                        .add(entry.getValue()));
        return groups;
    }

    private static Host map(ResultSet row) throws SQLException {
        String version = row.getString("os_version");
        int level = row.getInt("mlps_level");
        return new Host(
                row.getObject("id", UUID.class),
                row.getString("machine_id"),
                row.getString("hostname"),
                row.getString("ip"),
                os(row.getString("os_name"), version),
                build(row),
                row.getString("owner"),
                row.getString("criticality"),
                row.getString("zone"),
                level == 0 ? null : level,
                Sql.instant(row, "last_contact"),
                Sql.instant(row, "evidence_at"),
                Sql.instant(row, "reboot_pending_since"),
                "retired".equals(row.getString("status")));
    }

    private static String os(@Nullable String name, @Nullable String version) {
        return (name == null ? "" : name) + (version == null ? "" : " " + version);
    }

    /** {@code 14393} and {@code 953} → {@code 14393.953}; null on Linux. */
    private static @Nullable String build(ResultSet row) throws SQLException {
        int build = row.getInt("os_build");
        if (row.wasNull()) {
            return null;
        }
        int revision = row.getInt("os_revision");
        return row.wasNull() ? String.valueOf(build) : build + "." + revision;
    }
}
