package io.patchwave.inventory;

import io.patchwave.inventory.HostView.Agent;
import io.patchwave.inventory.HostView.Identity;
import io.patchwave.inventory.HostView.Managed;
import io.patchwave.platform.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reading {@code inventory_host} as views. */
@ApplicationScoped
class Hosts {
    private static final String SELECT = "select h.id, h.machine_id, h.hostname, h.fqdn, h.ip, h.os_family, h.os_name,"
            + " h.os_version, h.os_build, h.os_revision, h.os_architecture, h.tags, h.owner, h.criticality, h.zone,"
            + " h.mlps_level, h.status, h.managed, h.software_set_id, h.facts_set_id, h.inventory_digest,"
            + " h.facts_digest, h.boot_id, h.reboot_pending, h.reboot_pending_since, h.bios_uuid, h.serial,"
            + " h.clone_of, h.replaces, h.agent_name, h.agent_version, h.enrolled_at, h.evidence_at, s.at as seen_at"
            + " from inventory_host h join inventory_host_seen s on s.host_id = h.id";
    private static final String COUNT =
            "select count(*) from inventory_host h join inventory_host_seen s on s.host_id = h.id";
    private static final String IDS =
            "select h.id from inventory_host h join inventory_host_seen s on s.host_id = h.id";

    /** How many ids are walked through at most, where only the server can tell who is meant. */
    private static final int[] WALKED = {500, 10_000, Integer.MAX_VALUE};

    private final Sql sql;
    private final Clock clock;
    private final InventoryConfig config;
    private final LastSeen lastSeen;

    Hosts(Sql sql, Clock clock, InventoryConfig config, LastSeen lastSeen) {
        this.sql = sql;
        this.clock = clock;
        this.config = config;
        this.lastSeen = lastSeen;
    }

    Optional<HostView> byId(UUID id) {
        return first(new HostFilter().add("h.id = ?", id));
    }

    Optional<HostView> byMachineId(String machineId) {
        return first(new HostFilter().add("h.machine_id = ?", machineId));
    }

    /** Hosts in service with one of the hardware's marks, longest known first. */
    List<HostView> sameMachine(@Nullable String serial, @Nullable String biosUuid) {
        if (serial == null && biosUuid == null) {
            return List.of();
        }
        HostFilter filter = new HostFilter()
                .add(
                        "(h.serial = cast(? as text) or h.bios_uuid = cast(? as text)) and h.status <> 'retired'",
                        serial,
                        biosUuid);
        return sql.list(SELECT + filter.where() + " order by h.enrolled_at, h.id", this::view, filter.parameters());
    }

    /** Hosts in service with that name, longest known first. */
    List<HostView> byHostname(String hostname) {
        HostFilter filter = new HostFilter().add("lower(h.hostname) = lower(?) and h.status <> 'retired'", hostname);
        return sql.list(SELECT + filter.where() + " order by h.enrolled_at, h.id", this::view, filter.parameters());
    }

    /** Hosts in service with that name that are known from files only, longest known first; by the machine ids files give. */
    List<HostView> importedByHostname(String hostname) {
        String end = HostImports.PREFIX.substring(0, HostImports.PREFIX.length() - 1) + ";";
        HostFilter filter = new HostFilter()
                .add(
                        "h.machine_id >= ? and h.machine_id < ? and lower(h.hostname) = lower(?)"
                                + " and h.status <> 'retired'",
                        HostImports.PREFIX,
                        end,
                        hostname);
        return sql.list(SELECT + filter.where() + " order by h.enrolled_at, h.id", this::view, filter.parameters());
    }

    List<HostView> list(HostFilter filter, HostSort.Order order, int limit) {
        Predicate<UUID> test = filter.test();
        if (test != null) {
            return tested(filter, order, limit, test);
        }
        return sql.list(SELECT + filter.where() + order.orderBy() + " limit " + limit, this::view, filter.parameters());
    }

    /** Walks through ids in the order asked for, more of them each time, until enough pass; reads those only. */
    private List<HostView> tested(HostFilter filter, HostSort.Order order, int limit, Predicate<UUID> test) {
        List<UUID> passed = List.of();
        for (int most : WALKED) {
            List<UUID> ids = sql.list(
                    IDS + filter.where() + order.orderBy() + " limit " + most,
                    row -> row.getObject("id", UUID.class),
                    filter.parameters());
            passed = ids.stream().filter(test).limit(limit).toList();
            if (passed.size() == limit || ids.size() < most) {
                break;
            }
        }
        return passed.isEmpty()
                ? List.of()
                : sql.list(SELECT + new HostFilter().among(passed).where() + order.orderBy(), this::view, passed);
    }

    long count(HostFilter filter) {
        return filter.test() == null
                ? sql.number(COUNT + filter.where(), filter.parameters())
                : ids(filter).size();
    }

    List<UUID> ids(HostFilter filter) {
        List<UUID> ids = sql.list(
                IDS + filter.where() + " order by h.id", row -> row.getObject("id", UUID.class), filter.parameters());
        Predicate<UUID> test = filter.test();
        return test == null ? ids : ids.stream().filter(test).toList();
    }

    /** Hosts in service that spoke before this are stale. */
    Instant staleBefore() {
        return clock.instant().minus(config.staleAfter());
    }

    private Optional<HostView> first(HostFilter filter) {
        return sql.one(SELECT + filter.where(), this::view, filter.parameters());
    }

    private HostView view(ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        Instant seen = lastSeen.newest(id, Sql.requiredInstant(row, "seen_at"));
        return new HostView(
                id,
                row.getString("machine_id"),
                row.getString("hostname"),
                row.getString("fqdn"),
                row.getString("ip"),
                os(row),
                Sql.texts(row, "tags"),
                row.getString("owner"),
                row.getString("criticality"),
                row.getString("zone"),
                integer(row, "mlps_level"),
                status(row.getString("status"), seen),
                Managed.valueOf(row.getString("managed").toUpperCase(Locale.ROOT)),
                SoftwareSets.number(row, "software_set_id"),
                SoftwareSets.number(row, "facts_set_id"),
                row.getString("inventory_digest"),
                row.getString("facts_digest"),
                row.getString("boot_id"),
                row.getBoolean("reboot_pending"),
                Sql.instant(row, "reboot_pending_since"),
                new Identity(
                        row.getString("bios_uuid"),
                        row.getString("serial"),
                        Sql.uuid(row, "clone_of"),
                        Sql.uuid(row, "replaces")),
                agent(row),
                Sql.requiredInstant(row, "enrolled_at"),
                Sql.instant(row, "evidence_at"),
                seen);
    }

    private HostStatus status(String stored, Instant seen) {
        HostStatus status = HostStatus.of(stored);
        return status == HostStatus.ACTIVE && seen.isBefore(staleBefore()) ? HostStatus.STALE : status;
    }

    private static OperatingSystem os(ResultSet row) throws SQLException {
        return new OperatingSystem(
                row.getString("os_family"),
                row.getString("os_name"),
                row.getString("os_version"),
                integer(row, "os_build"),
                integer(row, "os_revision"),
                row.getString("os_architecture"));
    }

    private static @Nullable Agent agent(ResultSet row) throws SQLException {
        String name = row.getString("agent_name");
        String version = row.getString("agent_version");
        return name == null && version == null ? null : new Agent(name, version);
    }

    private static @Nullable Integer integer(ResultSet row, String column) throws SQLException {
        int number = row.getInt(column);
        return row.wasNull() ? null : number;
    }
}
