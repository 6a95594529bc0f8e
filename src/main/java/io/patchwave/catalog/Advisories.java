package io.patchwave.catalog;

import io.patchwave.platform.database.Database;
import io.patchwave.platform.database.Sql;
import io.patchwave.platform.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Heads of advisories and what they are merged from. */
@ApplicationScoped
class Advisories {
    private static final int CHUNK = 1000;
    private static final String SOURCES_OF =
            "select advisory_uid, digest from catalog_advisory_source where document_id = ?";
    private static final String SOURCES_OF_SOME = SOURCES_OF + " and advisory_uid = any(?)";
    private static final String DELETE_SOURCE =
            "delete from catalog_advisory_source where document_id = ? and advisory_uid = ?";
    private static final String UPDATE_SOURCE =
            "update catalog_advisory_source set digest = ?, head = ? where document_id = ? and advisory_uid = ?";
    private static final String PARTS = "select s.advisory_uid, s.head, d.kind, d.released_at, d.mirror, d.name"
            + " from catalog_advisory_source s join catalog_document d on d.id = s.document_id"
            + " where s.advisory_uid = any(?)";
    private static final String KNOWN = "select uid, cves from catalog_advisory where uid = any(?)";
    private static final String UPDATE = "update catalog_advisory set source = ?, family = ?, kind = ?, title = ?,"
            + " summary = ?, severity = ?, severity_rank = ?, publisher_severity = ?, cves = ?, words = ?,"
            + " published_at = ?, updated_at = ?, withdrawn_at = ?, sort_at = ?, kev = ?, kev_due = ?, epss = ?,"
            + " changed_rev = ? where uid = ?";
    private static final String WITHDRAW =
            "update catalog_advisory set withdrawn_at = ?, changed_rev = ? where uid = ? and withdrawn_at is null";
    private static final String DELETE_CVES = "delete from catalog_advisory_cve where advisory_uid = any(?)";
    private static final List<String> COLUMNS = List.of(
            "source",
            "family",
            "kind",
            "title",
            "summary",
            "severity",
            "severity_rank",
            "publisher_severity",
            "cves",
            "words",
            "published_at",
            "updated_at",
            "withdrawn_at",
            "sort_at",
            "kev",
            "kev_due",
            "epss",
            "changed_rev",
            "uid");

    private final Sql sql;
    private final Database database;
    private final Exploitation exploitation;

    Advisories(Sql sql, Database database, Exploitation exploitation) {
        this.sql = sql;
        this.database = database;
        this.exploitation = exploitation;
    }

    /** Advisory → digest of what that document says of it. */
    Map<String, String> sourcesOf(UUID document) {
        Map<String, String> digests = new HashMap<>();
        sql.list(SOURCES_OF, row -> digests.put(row.getString(1), row.getString(2)), document);
        return digests;
    }

    /** As above, of some advisories only. */
    Map<String, String> sourcesOf(UUID document, Collection<String> uids) {
        Map<String, String> digests = new HashMap<>();
        sql.list(SOURCES_OF_SOME, row -> digests.put(row.getString(1), row.getString(2)), document, uids);
        return digests;
    }

    /** A change of what one document says of one advisory. */
    record SourceWrite(UUID document, StagedDocument.StagedAdvisory advisory) {}

    void insertSources(List<SourceWrite> writes) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (SourceWrite write : writes) {
            StagedDocument.StagedAdvisory advisory = write.advisory();
            rows.add(new @Nullable Object[] {
                advisory.uid(), write.document(), advisory.digest(), Json.write(advisory.head())
            });
        }
        database.bulkInsert("catalog_advisory_source", List.of("advisory_uid", "document_id", "digest", "head"), rows);
    }

    void updateSources(List<SourceWrite> writes) {
        List<Object[]> rows = new ArrayList<>();
        for (SourceWrite write : writes) {
            StagedDocument.StagedAdvisory advisory = write.advisory();
            rows.add(new Object[] {advisory.digest(), Json.write(advisory.head()), write.document(), advisory.uid()});
        }
        sql.batch(UPDATE_SOURCE, rows);
    }

    /** A document no longer speaks of an advisory. */
    record SourceGone(UUID document, String uid, Instant at) {}

    void deleteSources(List<SourceGone> gone) {
        sql.batch(
                DELETE_SOURCE,
                gone.stream()
                        .map(one -> new Object[] {one.document(), one.uid()})
                        .toList());
    }

    /** What became of the heads. */
    record Refreshed(List<String> created, List<String> changed, List<String> withdrawn) {}

    /** Merges the heads of these advisories anew; those that no document holds any more are withdrawn as of the given time. */
    Refreshed refresh(Collection<String> uids, Map<String, Instant> gone, long rev) {
        Refreshed all = new Refreshed(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        List<String> sorted = uids.stream().sorted().toList();
        for (int from = 0; from < sorted.size(); from += CHUNK) {
            refreshChunk(sorted.subList(from, Math.min(from + CHUNK, sorted.size())), gone, rev, all);
        }
        return all;
    }

    private void refreshChunk(List<String> uids, Map<String, Instant> gone, long rev, Refreshed all) {
        Map<String, List<HeadMerge.Part>> parts = new HashMap<>();
        sql.list(
                PARTS,
                row -> parts.computeIfAbsent(row.getString("advisory_uid"), uid -> new ArrayList<>())
                        .add(new HeadMerge.Part(
                                DocumentKind.ofWord(row.getString("kind")),
                                Sql.instant(row, "released_at"),
                                row.getString("mirror") + "/" + row.getString("name"),
                                Json.read(row.getString("head"), AdvisoryHead.class))),
                uids);
        Map<String, String> known = new HashMap<>();
        sql.list(KNOWN, row -> known.put(row.getString(1), row.getString(2)), uids);
        Map<String, AdvisoryHead> heads = new HashMap<>();
        Set<String> named = new HashSet<>();
        parts.forEach((uid, said) -> {
            AdvisoryHead head = HeadMerge.merge(said);
            heads.put(uid, head);
            named.addAll(head.cves());
        });
        Exploitation.Known exploited = exploitation.known(named);
        List<@Nullable Object[]> inserts = new ArrayList<>();
        List<@Nullable Object[]> updates = new ArrayList<>();
        List<Object[]> withdrawals = new ArrayList<>();
        List<String> otherCves = new ArrayList<>();
        List<@Nullable Object[]> cves = new ArrayList<>();
        for (String uid : uids) {
            AdvisoryHead head = heads.get(uid);
            if (head == null) {
                withdrawals.add(new Object[] {gone.getOrDefault(uid, Instant.EPOCH), rev, uid});
                all.withdrawn().add(uid);
                continue;
            }
            String before = known.get(uid);
            (before == null ? inserts : updates).add(row(uid, head, exploited.of(head.cves()), rev));
            (before == null ? all.created() : all.changed()).add(uid);
            if (!Json.write(head.cves()).equals(before)) {
                otherCves.add(uid);
                head.cves().forEach(cve -> cves.add(new Object[] {uid, cve}));
            }
        }
        database.bulkInsert("catalog_advisory", COLUMNS, inserts);
        sql.batch(UPDATE, updates);
        sql.batch(WITHDRAW, withdrawals);
        sql.update(DELETE_CVES, otherCves);
        database.bulkInsert("catalog_advisory_cve", List.of("advisory_uid", "cve"), cves);
    }

    private static @Nullable Object[] row(String uid, AdvisoryHead head, Exploitation.Decoration decoration, long rev) {
        Severity severity = Severity.ofWord(head.severity());
        Instant published = head.publishedAt();
        List<@Nullable Object> row = new ArrayList<>();
        row.add(head.source());
        row.add(head.family());
        row.add(head.kind());
        row.add(head.title());
        row.add(head.summary());
        row.add(severity.word());
        row.add(severity.ordinal());
        row.add(head.publisherSeverity());
        row.add(Json.write(head.cves()));
        row.add((uid + " " + head.title() + " " + String.join(" ", head.cves())).toLowerCase(Locale.ROOT));
        row.add(published);
        row.add(head.updatedAt());
        row.add(head.withdrawnAt());
        row.add(published == null ? Instant.EPOCH : published);
        row.add(decoration.kev());
        row.add(decoration.kevDue());
        row.add(decoration.epss());
        row.add(rev);
        row.add(uid);
        return row.toArray();
    }
}
