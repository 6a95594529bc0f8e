package io.patchwave.exposure;

import io.patchwave.platform.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads hosts and their histories out of inventory's tables; writes nothing. */
@ApplicationScoped
class HostRows {
    private static final String COLUMNS = "select h.id, h.hostname, h.status, h.managed, h.software_set_id,"
            + " h.facts_set_id, h.os_family, h.boot_id, h.announced_inventory, h.criticality, h.tags,"
            // Nearly no host: all others need no look at their history.
            + " exists (select 1 from inventory_host_state s where s.host_id = h.id and s.boot_id <> h.boot_id) as booted"
            + " from inventory_host h ";
    private static final String PAGE = COLUMNS + "where h.id > ? order by h.id fetch first 2000 rows only";
    private static final String SOME = COLUMNS + "where h.id = any(?)";
    private static final String CHANGED =
            "select host_id, max(rev) from inventory_host_state where rev > ? group by host_id";
    private static final String TOUCHES = "select id, host_id, at from inventory_host_touch where id > ? and standing";
    private static final String HISTORY = "select host_id, rev, at, software_set_id, facts_set_id, inventory_digest,"
            + " boot_id from inventory_host_state where host_id = any(?) order by host_id, rev";
    private static final String PAST_PAGE = "select h.id, h.hostname, h.managed, h.retired_at from inventory_host h"
            + " where h.id > ? order by h.id fetch first 500 rows only";
    private static final String SEEN = "select s.at from inventory_host_seen s where s.host_id = ?";

    private static final String AT =
            "select distinct on (s.host_id) s.host_id, s.at, s.rev, s.software_set_id, s.facts_set_id,"
                    + " s.boot_id, h.hostname, h.managed, h.os_family, h.criticality, h.tags from inventory_host_state s"
                    + " join inventory_host h on h.id = s.host_id where s.at <= ?"
                    + " and (h.retired_at is null or h.retired_at > ?) order by s.host_id, s.at desc, s.rev desc";
    private static final String SILENT_AT = "select h.id, h.hostname, h.managed, h.os_family, h.criticality, h.tags"
            + " from inventory_host h where h.enrolled_at <= ? and (h.retired_at is null or h.retired_at > ?)"
            + " and not exists (select 1 from inventory_host_state s where s.host_id = h.id and s.at <= ?)";

    private final Sql sql;

    HostRows(Sql sql) {
        this.sql = sql;
    }

    /**
     * A host's row.
     *
     * @param booted whether another boot than the present one stands in its history
     * @param awaitsInventory while it has announced another document than the present one
     */
    record Row(
            UUID id,
            String hostname,
            boolean retired,
            boolean imported,
            boolean windows,
            @Nullable Long setId,
            @Nullable Long factsSetId,
            @Nullable String bootId,
            boolean booted,
            boolean awaitsInventory,
            String criticality,
            List<String> tags) {}

    /** A host whose past is asked for. */
    record Past(
            UUID id,
            String hostname,
            boolean imported,
            @Nullable Instant retiredAt) {}

    /** A host on a past day; what people say of it is today's. */
    record Then(
            UUID id,
            String hostname,
            boolean imported,
            boolean windows,
            @Nullable Long setId,
            @Nullable Long factsSetId,
            @Nullable String bootId,
            String criticality,
            List<String> tags) {}

    /** One state in a host's history; {@code at} is when it became true. */
    record State(
            Instant at,
            @Nullable Long setId,
            @Nullable Long factsSetId,
            @Nullable String inventoryDigest,
            @Nullable String bootId) {}

    List<Row> page(UUID after) {
        return sql.list(PAGE, HostRows::row, after);
    }

    List<Row> some(Collection<UUID> ids) {
        return ids.isEmpty() ? List.of() : sql.list(SOME, HostRows::row, ids);
    }

    /** Hosts whose software, facts or boot changed after a revision of inventory's, with the newest such revision. */
    Map<UUID, Long> changedAfter(long rev) {
        Map<UUID, Long> changed = new HashMap<>();
        sql.list(CHANGED, row -> Map.entry(row.getObject(1, UUID.class), row.getLong(2)), rev)
                .forEach(entry -> changed.put(entry.getKey(), entry.getValue()));
        return changed;
    }

    /** That a host came, retired, returned, or is called otherwise. */
    record Touch(long id, UUID hostId, Instant at) {}

    /** Such touches above an id; older ones than some minutes are not there any more. */
    List<Touch> touchesAbove(long id) {
        return sql.list(
                TOUCHES,
                row -> new Touch(
                        row.getLong("id"), row.getObject("host_id", UUID.class), Sql.requiredInstant(row, "at")),
                id);
    }

    /** The hosts' states, in the order they were written. */
    Map<UUID, List<State>> histories(Collection<UUID> ids) {
        Map<UUID, List<State>> histories = new TreeMap<>();
        if (!ids.isEmpty()) {
            sql.list(HISTORY, row -> Map.entry(row.getObject("host_id", UUID.class), state(row)), ids)
                    .forEach(entry -> histories
                            .computeIfAbsent(entry.getKey(), id -> new java.util.ArrayList<>())
                            .add(entry.getValue()));
        }
        return new HashMap<>(histories);
    }

    List<Past> pastPage(UUID after) {
        return sql.list(
                PAST_PAGE,
                row -> new Past(
                        row.getObject("id", UUID.class),
                        row.getString("hostname"),
                        row.getString("managed").equals("imported"),
                        Sql.instant(row, "retired_at")),
                after);
    }

    /** The hosts in service then, with the last state each had by that time; those that had none yet without a set. */
    List<Then> at(Instant time) {
        List<Then> hosts = new java.util.ArrayList<>(sql.list(
                AT,
                row -> then(
                        row,
                        row.getObject("host_id", UUID.class),
                        number(row, "software_set_id"),
                        number(row, "facts_set_id"),
                        row.getString("boot_id")),
                time,
                time));
        hosts.addAll(sql.list(
                SILENT_AT, row -> then(row, row.getObject("id", UUID.class), null, null, null), time, time, time));
        return hosts;
    }

    private static Then then(ResultSet row, UUID id, @Nullable Long set, @Nullable Long facts, @Nullable String boot)
            throws SQLException {
        return new Then(
                id,
                row.getString("hostname"),
                row.getString("managed").equals("imported"),
                "windows".equals(row.getString("os_family")),
                set,
                facts,
                boot,
                row.getString("criticality"),
                Sql.texts(row, "tags").stream().sorted().toList());
    }

    @Nullable Instant lastSeen(UUID id) {
        return sql.one(SEEN, row -> Sql.requiredInstant(row, "at"), id).orElse(null);
    }

    private static State state(ResultSet row) throws SQLException {
        return new State(
                Sql.requiredInstant(row, "at"),
                number(row, "software_set_id"),
                number(row, "facts_set_id"),
                row.getString("inventory_digest"),
                row.getString("boot_id"));
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getObject("id", UUID.class),
                row.getString("hostname"),
                row.getString("status").equals("retired"),
                row.getString("managed").equals("imported"),
                "windows".equals(row.getString("os_family")),
                number(row, "software_set_id"),
                number(row, "facts_set_id"),
                row.getString("boot_id"),
                row.getBoolean("booted"),
                row.getString("announced_inventory") != null,
                row.getString("criticality"),
                Sql.texts(row, "tags").stream().sorted().toList());
    }

    private static @Nullable Long number(ResultSet row, String column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? null : number;
    }
}
