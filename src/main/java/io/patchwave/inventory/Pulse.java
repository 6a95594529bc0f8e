package io.patchwave.inventory;

import io.patchwave.platform.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The part of a host's row that check-ins compare and change. */
record Pulse(
        UUID id,
        HostStatus status,
        @Nullable Long softwareSetId,
        @Nullable Long factsSetId,
        @Nullable String inventoryDigest,
        @Nullable String factsDigest,
        @Nullable String announcedInventory,
        @Nullable String announcedFacts,
        @Nullable String bootId,
        List<String> earlierBoots,
        boolean rebootPending,
        @Nullable UUID cloneOf,
        @Nullable UUID replacedBy,
        HostView.Agent agent,
        @Nullable Long clockSkewMillis) {
    private static final int BOOTS_KEPT = 5;
    private static final long SKEW_NOISE_MILLIS = 5000;

    static Pulse of(ResultSet row) throws SQLException {
        return new Pulse(
                row.getObject("id", UUID.class),
                HostStatus.of(row.getString("status")),
                SoftwareSets.number(row, "software_set_id"),
                SoftwareSets.number(row, "facts_set_id"),
                row.getString("inventory_digest"),
                row.getString("facts_digest"),
                row.getString("announced_inventory"),
                row.getString("announced_facts"),
                row.getString("boot_id"),
                Sql.texts(row, "earlier_boots"),
                row.getBoolean("reboot_pending"),
                Sql.uuid(row, "clone_of"),
                Sql.uuid(row, "replaced_by"),
                new HostView.Agent(row.getString("agent_name"), row.getString("agent_version")),
                SoftwareSets.number(row, "clock_skew_millis"));
    }

    /** Whether the check-in says nothing new, so that nothing has to be written. */
    boolean steady(CheckIn checkIn, @Nullable Long skewMillis) {
        return announces(inventoryDigest, announcedInventory, checkIn.inventoryDigest())
                && announces(factsDigest, announcedFacts, checkIn.factsDigest())
                && rebootPending == checkIn.rebootPending()
                && !rebooted(checkIn.bootId())
                && replacedBy == null
                && sameAgent(checkIn.agent())
                && !skewed(skewMillis);
    }

    /** Whether it is another boot than the one known. */
    boolean rebooted(@Nullable String boot) {
        return boot != null && !boot.equals(bootId);
    }

    /** Whether a boot comes back after another one: a machine never does that, two machines in turns do (A, B, A). */
    boolean returnsTo(@Nullable String boot) {
        return boot != null && rebooted(boot) && earlierBoots.contains(boot);
    }

    /** The earlier boots once the present one is over, newest first. */
    List<String> bootsBefore(@Nullable String boot) {
        if (!rebooted(boot) || bootId == null) {
            return earlierBoots;
        }
        List<String> boots = new ArrayList<>();
        boots.add(bootId);
        earlierBoots.stream().filter(earlier -> !earlier.equals(bootId)).forEach(boots::add);
        return List.copyOf(boots.subList(0, Math.min(boots.size(), BOOTS_KEPT)));
    }

    /** Whether the machine's clock is off by another amount than known; a few seconds are noise of the way. */
    boolean skewed(@Nullable Long skewMillis) {
        return skewed(skewMillis, clockSkewMillis);
    }

    /** As {@link #skewed(Long)}; null as the known one is none. */
    static boolean skewed(@Nullable Long skewMillis, @Nullable Long knownMillis) {
        return skewMillis != null && Math.abs(skewMillis - (knownMillis == null ? 0 : knownMillis)) > SKEW_NOISE_MILLIS;
    }

    private boolean sameAgent(HostView.@Nullable Agent now) {
        return now == null || now.equals(agent);
    }

    /** The digest announced last: the present one where no other waits. */
    static @Nullable String announced(@Nullable String present, @Nullable String waiting) {
        return waiting == null ? present : waiting;
    }

    private static boolean announces(@Nullable String present, @Nullable String waiting, @Nullable String now) {
        return now == null || Objects.equals(announced(present, waiting), now);
    }
}
