package io.patchwave.inventory;

import io.patchwave.platform.database.Sql;
import io.patchwave.platform.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/** The distinct facts of the fleet; a set never changes. */
@ApplicationScoped
public class FactsSets {
    private static final String BY_ID = "select members from inventory_facts_set where id = ?";
    private static final String BY_IDS = "select id, members from inventory_facts_set where id = any(?)";
    private static final String BY_DIGEST = "select id from inventory_facts_set where digest = ?";
    private static final String NEXT = "select nextval('inventory_set_seq')";
    private static final String ADD =
            "insert into inventory_facts_set (id, digest, members, at) values (?, ?, ?, ?)" + " on conflict do nothing";

    private final Sql sql;
    private final Clock clock;

    FactsSets(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /** The facts of a set. */
    public Facts load(long id) {
        return sql.one(BY_ID, FactsSets::members, id)
                .orElseThrow(() -> new NoSuchElementException("no facts set " + id));
    }

    /** The facts of many sets by their ids; unknown ids are left out. */
    public Map<Long, Facts> load(Collection<Long> ids) {
        Map<Long, Facts> sets = new HashMap<>();
        List<Long> wanted = List.copyOf(ids);
        for (int from = 0; from < wanted.size(); from += 500) {
            sql.list(
                            BY_IDS,
                            row -> Map.entry(row.getLong("id"), members(row)),
                            wanted.subList(from, Math.min(from + 500, wanted.size())))
                    .forEach(entry -> sets.put(entry.getKey(), entry.getValue()));
        }
        return sets;
    }

    /** The id of the set with this content, made when it is new; in the caller's transaction. */
    long idOf(Facts facts) {
        byte[] canonical = SoftwareForm.bytes(facts);
        String digest = SoftwareForm.digest(canonical);
        Optional<Long> known = find(digest);
        if (known.isPresent()) {
            return known.get();
        }
        long id = sql.number(NEXT);
        sql.update(ADD, id, digest, SoftwareForm.gzip(canonical), clock.instant());
        return find(digest).orElseThrow();
    }

    private Optional<Long> find(String digest) {
        return sql.one(BY_DIGEST, row -> row.getLong(1), digest);
    }

    private static Facts members(ResultSet row) throws SQLException {
        byte[] canonical = SoftwareForm.gunzip(row.getBytes("members"));
        return Json.read(new String(canonical, StandardCharsets.UTF_8), Facts.class);
    }
}
