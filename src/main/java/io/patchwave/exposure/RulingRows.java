package io.patchwave.exposure;

import io.patchwave.platform.database.Sql;
import io.patchwave.platform.id.Secrets;
import io.patchwave.platform.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Remedy groups and rulings with their numbers; equal on all servers. Rows are added, never changed. */
@ApplicationScoped
class RulingRows {
    private static final int BLOCK = 1000;
    /** H2 compares every row it finds with the whole array. */
    private static final int AT_ONCE = 250;

    private static final String NEXT = "select nextval('exposure_id_seq')";
    private static final String GROUPS =
            "select id, digest, group_key, advisories, known_at from exposure_group where digest = any(?)";
    private static final String ADD_GROUP = "insert into exposure_group (id, digest, group_key, advisories, known_at)"
            + " values (?, ?, ?, ?, ?) on conflict do nothing";
    private static final String RULINGS = "select r.id, r.group_id, r.verdict, r.rule, r.reason, r.confidence,"
            + " g.group_key, g.advisories, g.known_at from exposure_ruling r join exposure_group g on g.id = r.group_id ";
    private static final String BY_DIGEST = RULINGS + "where r.digest = any(?)";
    private static final String ABOVE = RULINGS + "where r.id > ? order by r.id fetch first 20000 rows only";
    private static final String BY_IDS = RULINGS + "where r.id = any(?)";
    private static final String ADD = "insert into exposure_ruling (id, digest, group_id, verdict, rule, reason,"
            + " confidence) values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing";

    private final Sql sql;
    private final Clock clock;
    private final Map<Long, RemedyGroup> shared = new ConcurrentHashMap<>();
    private final Map<Ruler.GroupName, RemedyGroup> byName = new ConcurrentHashMap<>();
    private long next;
    private long end;

    RulingRows(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /** A ruling that has no number here yet. */
    record Fresh(RemedyGroup group, Grounds grounds) {
        String digest() {
            return String.join(
                    "|",
                    String.valueOf(group.id()),
                    grounds.verdict().name(),
                    grounds.rule(),
                    String.valueOf(grounds.reason()),
                    grounds.confidence().name());
        }
    }

    /** All rulings stored after an id, at most 20,000, by id. */
    List<Ruling> above(long id) {
        return sql.list(ABOVE, this::ruling, id);
    }

    /** The rulings with these ids. */
    List<Ruling> load(Collection<Integer> ids) {
        return blocks(BY_IDS, ids.stream().map(Integer::longValue).toList());
    }

    /** The groups of these names, in their order; in a transaction of its own, so that nobody waits for whoever asks. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    List<RemedyGroup> groups(List<Ruler.GroupName> names) {
        Map<String, Ruler.GroupName> missing = new TreeMap<>();
        names.stream().filter(name -> !byName.containsKey(name)).forEach(name -> missing.put(digest(name), name));
        if (!missing.isEmpty()) {
            Map<String, RemedyGroup> found = stored(missing.keySet());
            Instant now = clock.instant();
            List<@Nullable Object[]> rows = new ArrayList<>();
            missing.forEach((digest, name) -> {
                if (!found.containsKey(digest)) {
                    rows.add(new Object[] {id(), digest, name.key(), Json.write(name.advisories()), now});
                }
            });
            if (!rows.isEmpty()) {
                sql.batch(ADD_GROUP, rows);
                found.putAll(stored(missing.keySet()));
            }
            missing.forEach((digest, name) -> byName.put(name, Objects.requireNonNull(found.get(digest))));
        }
        return names.stream()
                .map(name -> Objects.requireNonNull(byName.get(name)))
                .toList();
    }

    /** Gives the rulings their numbers, near ones to near ones in the order given; in a transaction of its own. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    List<Ruling> number(Collection<Fresh> wanted) {
        Map<String, Fresh> missing = new LinkedHashMap<>();
        wanted.forEach(fresh -> missing.put(fresh.digest(), fresh));
        List<String> digests = List.copyOf(missing.keySet());
        List<Ruling> found = new ArrayList<>(blocks(BY_DIGEST, digests));
        found.forEach(ruling -> missing.remove(new Fresh(ruling.group(), ruling.grounds()).digest()));
        if (missing.isEmpty()) {
            return found;
        }
        List<@Nullable Object[]> rows = new ArrayList<>();
        missing.forEach((digest, fresh) -> rows.add(new Object[] {
            id(),
            digest,
            fresh.group().id(),
            fresh.grounds().verdict(),
            fresh.grounds().rule(),
            fresh.grounds().reason(),
            fresh.grounds().confidence()
        }));
        sql.batch(ADD, rows);
        found.addAll(blocks(BY_DIGEST, List.copyOf(missing.keySet())));
        return found;
    }

    private Map<String, RemedyGroup> stored(Collection<String> digests) {
        Map<String, RemedyGroup> groups = new HashMap<>();
        List<String> wanted = List.copyOf(digests);
        for (int from = 0; from < wanted.size(); from += AT_ONCE) {
            sql.list(
                            GROUPS,
                            row -> Map.entry(row.getString("digest"), group(row, row.getLong("id"))),
                            wanted.subList(from, Math.min(from + AT_ONCE, wanted.size())))
                    .forEach(entry -> groups.put(entry.getKey(), entry.getValue()));
        }
        return groups;
    }

    private List<Ruling> blocks(String statement, List<?> wanted) {
        List<Ruling> found = new ArrayList<>(wanted.size());
        for (int from = 0; from < wanted.size(); from += AT_ONCE) {
            found.addAll(
                    sql.list(statement, this::ruling, wanted.subList(from, Math.min(from + AT_ONCE, wanted.size()))));
        }
        return found;
    }

    private static String digest(Ruler.GroupName name) {
        return Secrets.sha256(Json.write(new Object[] {name.key(), name.advisories()}));
    }

    private synchronized long id() {
        if (next == end) {
            next = sql.number(NEXT);
            end = next + BLOCK;
        }
        return next++;
    }

    private RemedyGroup group(ResultSet row, long id) throws SQLException {
        RemedyGroup known = shared.get(id);
        if (known == null) {
            known = new RemedyGroup(
                    Math.toIntExact(id),
                    row.getString("group_key"),
                    List.of(Json.read(row.getString("advisories"), String[].class)),
                    Sql.requiredInstant(row, "known_at"));
            shared.put(id, known);
        }
        return known;
    }

    private Ruling ruling(ResultSet row) throws SQLException {
        return new Ruling(
                Math.toIntExact(row.getLong("id")),
                group(row, row.getLong("group_id")),
                Grounds.of(
                        Verdict.valueOf(row.getString("verdict")),
                        row.getString("rule"),
                        row.getString("reason"),
                        Confidence.valueOf(row.getString("confidence"))));
    }
}
