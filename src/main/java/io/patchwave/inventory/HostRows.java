package io.patchwave.inventory;

import io.patchwave.platform.database.Revisions;
import io.patchwave.platform.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writing {@code inventory_host} and what hangs on it; always in the caller's transaction, the host's row locked first. */
@ApplicationScoped
class HostRows {
    static final String REVISION = "inventory";

    private static final String PULSE = "select id, status, software_set_id, facts_set_id, inventory_digest,"
            + " facts_digest, announced_inventory, announced_facts, boot_id, earlier_boots, reboot_pending, clone_of,"
            + " replaced_by, agent_name, agent_version, clock_skew_millis from inventory_host where id = ?";
    private static final String LOCKED_PULSE = PULSE + " for update";
    private static final String LOCKED_PULSES = PULSE.replace("id = ?", "id = any(?)") + " order by id for update";
    private static final String ADD = "insert into inventory_host (id, machine_id, hostname, fqdn, os_family, os_name,"
            + " os_version, os_build, os_revision, os_architecture, tags, criticality, status, managed, import_source,"
            + " boot_id, earlier_boots, reboot_pending, bios_uuid, serial, clone_of, replaces, agent_name,"
            + " agent_version, enrolled_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'normal', 'active', ?, ?, ?, ?,"
            + " false, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing";
    private static final String ADD_SEEN = "insert into inventory_host_seen (host_id, at) values (?, ?)";
    private static final String SEEN = "update inventory_host_seen set at = ? where host_id = ?";
    private static final String ENROL_AGAIN = "update inventory_host set machine_id = ?, hostname = ?, fqdn = ?,"
            + " tags = ?, status = ?, managed = 'agent', boot_id = coalesce(cast(? as text), boot_id),"
            + " bios_uuid = coalesce(cast(? as text), bios_uuid), serial = coalesce(cast(? as text), serial),"
            + " agent_name = ?, agent_version = ?, announced_inventory = null, announced_facts = null,"
            + " retired_at = null where id = ?";
    private static final String CHECK_IN = "update inventory_host set announced_inventory = ?, announced_facts = ?,"
            + " boot_id = ?, earlier_boots = ?, reboot_pending = ?, reboot_pending_since = case when ? then"
            + " coalesce(reboot_pending_since, ?) else null end, clone_of = ?, replaced_by = null, agent_name = ?,"
            + " agent_version = ?, clock_skew_millis = ? where id = ?";
    private static final String SOFTWARE = "update inventory_host set software_set_id = ?, inventory_digest = ?,"
            + " announced_inventory = null, evidence_at = ?, os_family = ?, os_name = ?, os_version = ?, os_build = ?,"
            + " os_revision = ?, os_architecture = ?, hostname = coalesce(cast(? as text), hostname),"
            + " fqdn = coalesce(cast(? as text), fqdn), ip = coalesce(cast(? as text), ip) where id = ?";
    private static final String FACTS =
            "update inventory_host set facts_set_id = ?, facts_digest = ?, announced_facts = null where id = ?";
    private static final String STATUS = "update inventory_host set status = ?, retired_at = ? where id = ?";
    private static final String REPLACED = "update inventory_host set replaced_by = ? where id = ?";
    private static final String CLONE = "update inventory_host set clone_of = ?, replaces = null where id = ?";
    private static final String IMPORTED = "update inventory_host set import_source = ?,"
            + " bios_uuid = coalesce(cast(? as text), bios_uuid), serial = coalesce(cast(? as text), serial)"
            + " where id = ?";
    private static final String ADDRESS = "update inventory_host set ip = coalesce(cast(? as text), ip) where id = ?";
    private static final String CONFIRMED = "update inventory_host set evidence_at = ? where id = ?";
    private static final String STATE = "insert into inventory_host_state (host_id, rev, at, software_set_id,"
            + " facts_set_id, inventory_digest, boot_id) select id, ?, ?, software_set_id, facts_set_id,"
            + " inventory_digest, boot_id from inventory_host where id = any(?)";

    private final Sql sql;
    private final Clock clock;
    private final Revisions revisions;
    private final HostTouches touches;

    HostRows(Sql sql, Clock clock, Revisions revisions, HostTouches touches) {
        this.sql = sql;
        this.clock = clock;
        this.revisions = revisions;
        this.touches = touches;
    }

    /** A new host's row beside what enrolment or file say. */
    record NewHost(
            UUID id,
            Enrolment enrolment,
            HostView.Managed managed,
            @Nullable String source,
            @Nullable UUID cloneOf,
            @Nullable UUID replaces,
            Instant seenAt) {}

    Optional<Pulse> pulse(UUID id) {
        return sql.one(PULSE, Pulse::of, id);
    }

    Optional<Pulse> lock(UUID id) {
        return sql.one(LOCKED_PULSE, Pulse::of, id);
    }

    /** Of many hosts, locked in the order of their ids; unknown ones are left out. */
    Map<UUID, Pulse> lock(Collection<UUID> ids) {
        return sql.list(LOCKED_PULSES, Pulse::of, ids).stream().collect(Collectors.toMap(Pulse::id, pulse -> pulse));
    }

    /** False when a host with that machine id exists. */
    boolean add(NewHost host) {
        Enrolment e = host.enrolment();
        OperatingSystem os = e.os();
        HostView.Agent agent = e.agent();
        int added = sql.update(
                ADD,
                host.id(),
                e.machineId(),
                e.hostname(),
                e.fqdn(),
                os.family(),
                os.name(),
                os.version(),
                os.build(),
                os.revision(),
                os.architecture(),
                e.tags(),
                host.managed().word(),
                host.source(),
                e.bootId(),
                List.of(),
                e.biosUuid(),
                e.serial(),
                host.cloneOf(),
                host.replaces(),
                agent == null ? null : agent.name(),
                agent == null ? null : agent.version(),
                clock.instant());
        if (added == 1) {
            sql.update(ADD_SEEN, host.id(), host.seenAt());
            touches.standing(host.id());
        }
        return added == 1;
    }

    void enrolAgain(UUID id, Enrolment e, List<String> tags, HostStatus status) {
        HostView.Agent agent = e.agent();
        sql.update(
                ENROL_AGAIN,
                e.machineId(),
                e.hostname(),
                e.fqdn(),
                tags,
                status.word(),
                e.bootId(),
                e.biosUuid(),
                e.serial(),
                agent == null ? null : agent.name(),
                agent == null ? null : agent.version(),
                id);
        seen(id, clock.instant());
        touches.standing(id);
    }

    void seen(UUID id, Instant at) {
        sql.update(SEEN, at, id);
    }

    /** What a check-in leaves in the row; the announced digests are null when they are the present ones. */
    void checkIn(
            Pulse before,
            CheckIn checkIn,
            @Nullable String waitingInventory,
            @Nullable String waitingFacts,
            @Nullable Long skewMillis) {
        HostView.Agent agent = checkIn.agent() == null ? before.agent() : checkIn.agent();
        String boot = checkIn.bootId();
        sql.update(
                CHECK_IN,
                waitingInventory,
                waitingFacts,
                boot == null ? before.bootId() : boot,
                before.bootsBefore(boot),
                checkIn.rebootPending(),
                checkIn.rebootPending(),
                clock.instant(),
                before.returnsTo(boot) ? before.id() : before.cloneOf(),
                agent.name(),
                agent.version(),
                before.skewed(skewMillis) ? skewMillis : before.clockSkewMillis(),
                before.id());
        touches.add(List.of(before.id()));
    }

    /** A host's new software; {@code document} fills in what it says of the host, null leaves that as it is. */
    record NewSoftware(UUID hostId, long set, String digest, Instant evidenceAt, InventoryDocument document) {
        private @Nullable Object[] row() {
            OperatingSystem os = OperatingSystem.of(document.software());
            return new @Nullable Object[] {
                set,
                digest,
                evidenceAt,
                os.family(),
                os.name(),
                os.version(),
                os.build(),
                os.revision(),
                os.architecture(),
                document.hostname(),
                document.fqdn(),
                document.ip(),
                hostId
            };
        }
    }

    /** Gives hosts their software sets. */
    void software(List<NewSoftware> hosts) {
        sql.batch(SOFTWARE, hosts.stream().map(NewSoftware::row).toList());
    }

    void facts(UUID id, long set, String digest) {
        sql.update(FACTS, set, digest, id);
    }

    void status(UUID id, HostStatus status) {
        sql.update(STATUS, status.word(), status == HostStatus.RETIRED ? clock.instant() : null, id);
        touches.standing(id);
    }

    void imported(UUID id, String source, InventoryDocument document) {
        sql.update(IMPORTED, source, document.biosUuid(), document.serial(), id);
    }

    /** What an asset list says; null leaves the address as it is. */
    void address(UUID id, @Nullable String ip) {
        sql.update(ADDRESS, ip, id);
    }

    /** The present software was seen again at that time. */
    void confirmed(UUID id, Instant at) {
        sql.update(CONFIRMED, at, id);
    }

    void replaced(UUID id, UUID by) {
        sql.update(REPLACED, by, id);
        touches.add(List.of(id));
    }

    /** The host turned out to live beside another one with its marks. */
    void cloneOf(UUID id, UUID original) {
        sql.update(CLONE, original, id);
        touches.add(List.of(id));
    }

    /**
     * Appends the hosts' present states to their histories, under one revision, taken last: all of it is to be found by it at
     * once.
     */
    void remember(Collection<UUID> ids, Instant at) {
        touches.add(ids);
        sql.update(STATE, revisions.bump(REVISION), at, ids);
    }
}
