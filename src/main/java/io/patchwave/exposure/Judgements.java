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
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The distinct answers and their numbers; equal on all servers. Rows are added, never changed. */
@ApplicationScoped
class Judgements {
    private static final int BLOCK = 1000;
    private static final String NEXT = "select nextval('exposure_id_seq')";
    private static final String GROUPS = "select id, digest from exposure_group where digest = any(?)";
    private static final String ADD_GROUP = "insert into exposure_group (id, digest, group_key, advisories, known_at)"
            + " values (?, ?, ?, ?, ?) on conflict do nothing";
    private static final String IDS = "select id, digest from exposure_judgement where digest = any(?)";
    private static final String ADD = "insert into exposure_judgement (id, digest, group_id, verdict, rule,"
            + " satisfied_by, reason, confidence, remedies) values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing";
    private static final String ALL = "select j.id, j.group_id, j.verdict, j.rule, j.satisfied_by, j.reason,"
            + " j.confidence, j.remedies, g.group_key, g.advisories, g.known_at"
            + " from exposure_judgement j join exposure_group g on g.id = j.group_id where j.id > ?"
            + " order by j.id fetch first 20000 rows only";
    private static final String BY_IDS = "select j.id, j.group_id, j.verdict, j.rule, j.satisfied_by, j.reason,"
            + " j.confidence, j.remedies, g.group_key, g.advisories, g.known_at"
            + " from exposure_judgement j join exposure_group g on g.id = j.group_id where j.id = any(?)";

    private final Sql sql;
    private final Clock clock;
    private final Map<Long, RemedyGroup> shared = new java.util.concurrent.ConcurrentHashMap<>();
    private long next;
    private long end;

    Judgements(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /** An answer that has no number here yet, with its group's number once that is known. */
    private record Fresh(Judgement judgement, String groupDigest) {
        static Fresh of(Judgement judgement) {
            Judgement sorted = StoredJudgement.sorted(judgement);
            return new Fresh(sorted, digest(sorted.group(), sorted.advisories()));
        }

        String digest(long group) {
            return digest(
                    group,
                    judgement.verdict(),
                    judgement.rule(),
                    String.valueOf(judgement.satisfiedBy()),
                    String.valueOf(judgement.reason()),
                    judgement.confidence(),
                    judgement.remedies());
        }

        private static String digest(Object... parts) {
            return Secrets.sha256(Json.write(parts));
        }
    }

    /** Everything stored after an id, at most 20,000, by id. */
    List<StoredJudgement> above(long id) {
        return sql.list(ALL, this::judgement, id);
    }

    /** The judgements with these ids. */
    List<StoredJudgement> load(Collection<Integer> ids) {
        List<StoredJudgement> found = new ArrayList<>();
        List<Long> wanted = ids.stream().map(Integer::longValue).toList();
        for (int from = 0; from < wanted.size(); from += BLOCK) {
            found.addAll(
                    sql.list(BY_IDS, this::judgement, wanted.subList(from, Math.min(from + BLOCK, wanted.size()))));
        }
        return found;
    }

    /** Gives every answer its number; in a transaction of its own, so that nobody waits for whoever evaluates. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    List<StoredJudgement> intern(Collection<Judgement> judgements) {
        List<Fresh> fresh = judgements.stream().map(Fresh::of).toList();
        SortedMap<String, Judgement> groups = new TreeMap<>();
        fresh.forEach(one -> groups.put(one.groupDigest(), one.judgement()));
        Map<String, Long> groupIds = ids(GROUPS, groups.keySet());
        List<@Nullable Object[]> rows = new ArrayList<>();
        Instant now = clock.instant();
        groups.forEach((digest, judgement) -> {
            if (!groupIds.containsKey(digest)) {
                rows.add(new Object[] {id(), digest, judgement.group(), Json.write(judgement.advisories()), now});
            }
        });
        sql.batch(ADD_GROUP, rows);
        groupIds.putAll(ids(GROUPS, groups.keySet()));

        SortedMap<String, Fresh> byDigest = new TreeMap<>();
        fresh.forEach(one -> byDigest.put(one.digest(groupIds.getOrDefault(one.groupDigest(), 0L)), one));
        Map<String, Long> known = ids(IDS, byDigest.keySet());
        List<@Nullable Object[]> added = new ArrayList<>();
        byDigest.forEach((digest, one) -> {
            if (!known.containsKey(digest)) {
                added.add(row(digest, groupIds.getOrDefault(one.groupDigest(), 0L), one.judgement()));
            }
        });
        sql.batch(ADD, added);
        known.putAll(ids(IDS, byDigest.keySet()));
        return load(known.values().stream().map(Math::toIntExact).toList());
    }

    private @Nullable Object[] row(String digest, long group, Judgement judgement) {
        return new Object[] {
            id(),
            digest,
            group,
            judgement.verdict(),
            judgement.rule(),
            judgement.satisfiedBy(),
            judgement.reason(),
            judgement.confidence(),
            Json.write(judgement.remedies())
        };
    }

    private Map<String, Long> ids(String statement, Collection<String> digests) {
        Map<String, Long> ids = new HashMap<>();
        List<String> wanted = List.copyOf(digests);
        for (int from = 0; from < wanted.size(); from += BLOCK) {
            sql.list(
                            statement,
                            row -> Map.entry(row.getString("digest"), row.getLong("id")),
                            wanted.subList(from, Math.min(from + BLOCK, wanted.size())))
                    .forEach(entry -> ids.put(entry.getKey(), entry.getValue()));
        }
        return ids;
    }

    private synchronized long id() {
        if (next == end) {
            next = sql.number(NEXT);
            end = next + BLOCK;
        }
        return next++;
    }

    private StoredJudgement judgement(ResultSet row) throws SQLException {
        long group = row.getLong("group_id");
        RemedyGroup known = shared.get(group);
        if (known == null) {
            known = new RemedyGroup(
                    Math.toIntExact(group),
                    row.getString("group_key"),
                    List.of(Json.read(row.getString("advisories"), String[].class)),
                    Sql.requiredInstant(row, "known_at"));
            shared.put(group, known);
        }
        return new StoredJudgement(
                Math.toIntExact(row.getLong("id")),
                known,
                Verdict.valueOf(row.getString("verdict")),
                row.getString("rule"),
                row.getString("satisfied_by"),
                row.getString("reason"),
                Confidence.valueOf(row.getString("confidence")),
                List.of(Json.read(row.getString("remedies"), String[].class)));
    }
}
