package io.patchwave.inventory;

import io.patchwave.platform.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The distinct software of the fleet. A set never changes: its id may be kept, its content cached for ever. */
@ApplicationScoped
public class SoftwareSets {
    private static final String BY_ID = "select members from inventory_software_set where id = ?";
    private static final String BY_IDS = "select id, members from inventory_software_set where id = any(?)";
    private static final String ABOVE =
            "select id, members from inventory_software_set where id > ? order by id fetch first 500 rows only";
    private static final String BY_DIGEST = "select id from inventory_software_set where digest = ?";
    private static final String NEXT = "select nextval('inventory_set_seq')";
    private static final String ADD = "insert into inventory_software_set (id, digest, members, at) values (?, ?, ?, ?)"
            + " on conflict do nothing";
    private static final String HOSTS =
            "select id, software_set_id, facts_set_id, status from inventory_host order by id";

    private final Sql sql;
    private final Clock clock;

    SoftwareSets(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /**
     * Which sets a host has now.
     *
     * @param softwareSetId null until its first inventory
     * @param status {@code ACTIVE}, {@code QUARANTINED} or {@code RETIRED}; staleness is not told here
     */
    public record HostSet(
            UUID hostId,
            @Nullable Long softwareSetId,
            @Nullable Long factsSetId,
            HostStatus status) {}

    /** The software of a set. */
    public Software load(long id) {
        return sql.one(BY_ID, SoftwareSets::members, id)
                .orElseThrow(() -> new NoSuchElementException("no software set " + id));
    }

    /** The software of many sets by their ids; unknown ids are left out. */
    public Map<Long, Software> load(Collection<Long> ids) {
        Map<Long, Software> sets = new HashMap<>();
        List<Long> wanted = List.copyOf(ids);
        for (int from = 0; from < wanted.size(); from += 500) {
            sql.list(BY_IDS, SoftwareSets::entry, wanted.subList(from, Math.min(from + 500, wanted.size())))
                    .forEach(entry -> sets.put(entry.getKey(), entry.getValue()));
        }
        return sets;
    }

    /** The next sets by id after one (0 for the first), at most 500: to walk through all of them. */
    public List<Map.Entry<Long, Software>> above(long id) {
        return sql.list(ABOVE, SoftwareSets::entry, id);
    }

    /** All hosts, also retired ones, with their sets. */
    public List<HostSet> hosts() {
        return sql.list(
                HOSTS,
                row -> new HostSet(
                        row.getObject("id", UUID.class),
                        number(row, "software_set_id"),
                        number(row, "facts_set_id"),
                        HostStatus.of(row.getString("status"))));
    }

    /** The id of the set with this content, made when it is new; in the caller's transaction. */
    long idOf(Software software) {
        byte[] canonical = SoftwareForm.canonical(software);
        String digest = SoftwareForm.digest(canonical);
        Optional<Long> known = find(digest);
        if (known.isPresent()) {
            return known.get();
        }
        long id = sql.number(NEXT);
        sql.update(ADD, id, digest, SoftwareForm.gzip(canonical), clock.instant());
        // Another transaction may have been faster: its id stands then.
        return find(digest).orElseThrow();
    }

    private Optional<Long> find(String digest) {
        return sql.one(BY_DIGEST, row -> row.getLong(1), digest);
    }

    private static Software members(ResultSet row) throws SQLException {
        return SoftwareForm.read(SoftwareForm.gunzip(row.getBytes("members")));
    }

    private static Map.Entry<Long, Software> entry(ResultSet row) throws SQLException {
        return Map.entry(row.getLong("id"), members(row));
    }

    static @Nullable Long number(ResultSet row, String column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? null : number;
    }
}
