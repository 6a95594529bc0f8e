package io.patchwave.inventory;

import io.patchwave.platform.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The distinct software of the fleet. A set never changes: its id may be kept, its content cached for ever. */
@ApplicationScoped
public class SoftwareSets {
    private static final String ABOVE =
            "select id from inventory_software_set where id > ? order by id fetch first 500 rows only";
    private static final String BY_DIGEST = "select id, digest from inventory_software_set where digest = any(?)";
    private static final String NEXT = "select nextval('inventory_set_seq') from unnest(cast(? as bigint array))";
    private static final String ADD = "insert into inventory_software_set (id, digest, members, at) values (?, ?, ?, ?)"
            + " on conflict do nothing";
    private static final String HOSTS =
            "select id, software_set_id, facts_set_id, status from inventory_host order by id";

    private static final int AT_ONCE = 200;

    private final Sql sql;
    private final SetMembers members;
    private final OldSets oldSets;
    private final Clock clock;

    SoftwareSets(Sql sql, SetMembers members, OldSets oldSets, Clock clock) {
        this.sql = sql;
        this.members = members;
        this.oldSets = oldSets;
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
        Software software = members.read(List.of(id)).get(id);
        if (software == null) {
            throw new NoSuchElementException("no software set " + id);
        }
        return software;
    }

    /**
     * The software of many sets by their ids; unknown ids are left out. From memory for sets and packages that were met
     * before: equal packages are one instance in all of them.
     */
    public Map<Long, Software> load(Collection<Long> ids) {
        return members.read(ids);
    }

    /**
     * As {@link #load(Collection)}, of rpm packages only those whose name passes: a question about a few packages does not read
     * a fleet's others. Everything else is there whole.
     */
    public Map<Long, Software> load(Collection<Long> ids, Predicate<String> rpms) {
        return members.read(ids, rpms);
    }

    /** The next sets by id after one (0 for the first), at most 500: to walk through all of them. */
    public List<Map.Entry<Long, Software>> above(long id) {
        List<Long> ids = sql.list(ABOVE, row -> row.getLong("id"), id);
        Map<Long, Software> sets = members.read(ids);
        return ids.stream()
                .flatMap(one -> Optional.ofNullable(sets.get(one)).stream().map(software -> Map.entry(one, software)))
                .toList();
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
    public long idOf(Software software) {
        return idsOf(List.of(software)).get(0);
    }

    /**
     * The ids of the sets with these contents, in their order; new ones are made, many at once, in the caller's transaction.
     * What the dictionary of packages lacks is added in a transaction of its own, before.
     */
    public List<Long> idsOf(List<? extends Software> contents) {
        return idsOf(contents, members.write(contents));
    }

    /** As {@link #idsOf(List)}, with the compact members of each; no other transaction is begun. */
    List<Long> idsOf(List<? extends Software> contents, List<byte[]> written) {
        List<String> digests = written.stream().map(OldSets::digest).toList();
        Map<String, Long> found = find(new LinkedHashSet<>(digests));
        // By digest: transactions that make the same sets wait for each other, never in a circle.
        Map<String, byte[]> fresh = new TreeMap<>();
        for (int i = 0; i < digests.size(); i++) {
            String digest = digests.get(i);
            if (found.containsKey(digest)) {
                continue;
            }
            Optional<Long> old = oldSets.find(contents.get(i));
            if (old.isPresent()) {
                found.put(digest, old.get());
            } else {
                fresh.put(digest, written.get(i));
            }
        }
        if (!fresh.isEmpty()) {
            add(fresh);
            // Another transaction may have been faster: its id stands then.
            found.putAll(find(fresh.keySet()));
        }
        List<Long> ids = new ArrayList<>(digests.size());
        for (int i = 0; i < digests.size(); i++) {
            long id = Objects.requireNonNull(found.get(digests.get(i)));
            members.remember(id, written.get(i));
            ids.add(id);
        }
        return ids;
    }

    /** What this server has met of a set's items, from memory. */
    SetMembers.Draft draft(Software software) {
        return members.draft(software);
    }

    /** Finds or adds the items that were not met, in a transaction of its own. */
    void complete(List<SetMembers.Draft> drafts) {
        members.complete(drafts);
    }

    private void add(Map<String, byte[]> fresh) {
        Iterator<Long> ids = numbers(fresh.size()).iterator();
        List<Object[]> rows = new ArrayList<>(fresh.size());
        fresh.forEach((digest, compact) -> rows.add(new Object[] {ids.next(), digest, compact, clock.instant()}));
        sql.batch(ADD, rows);
    }

    private List<Long> numbers(int count) {
        return sql.list(NEXT, row -> row.getLong(1), Collections.nCopies(count, 1L));
    }

    private Map<String, Long> find(Collection<String> digests) {
        Map<String, Long> found = new HashMap<>();
        List<String> all = List.copyOf(digests);
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            List<String> some = all.subList(from, Math.min(from + AT_ONCE, all.size()));
            sql.list(BY_DIGEST, row -> Map.entry(row.getString("digest"), row.getLong("id")), some)
                    .forEach(row -> found.put(row.getKey(), row.getValue()));
        }
        return found;
    }

    static @Nullable Long number(ResultSet row, String column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? null : number;
    }
}
