package io.patchwave.catalog;

import com.fasterxml.jackson.core.type.TypeReference;
import io.patchwave.platform.database.RowMapper;
import io.patchwave.platform.database.Sql;
import io.patchwave.platform.json.Json;
import io.patchwave.platform.paging.Page;
import io.patchwave.platform.paging.PageRequest;
import io.patchwave.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Lists of advisories, filtered and in pages. */
@ApplicationScoped
class AdvisoryList {
    private static final String COLUMNS = "select a.uid, a.source, a.family, a.kind, a.title, a.severity,"
            + " a.severity_rank, a.publisher_severity, a.cves, a.kev, a.kev_due, a.epss, a.published_at, a.updated_at,"
            + " a.withdrawn_at, a.sort_at from catalog_advisory a";
    private static final String FILTER = " where (? = '' or a.words like ?) and (? = 0 or a.severity = any(?))"
            + " and (? = '' or exists (select 1 from catalog_advisory_cve c where c.advisory_uid = a.uid and c.cve = ?))"
            + " and (? = 0 or a.source = any(?)) and (? = 0 or a.kind = any(?)) and (? = '' or a.kev = (? = 'true'))";
    private static final String LIST = COLUMNS + FILTER;
    private static final String COUNT = "select count(*) from catalog_advisory a" + FILTER;
    private static final String IDS = "select a.uid from catalog_advisory a" + FILTER;
    private static final String SOME = COLUMNS + " where a.uid = any(?)";
    private static final String ONE = COLUMNS + " where a.uid = ?";
    private static final String CHANGED = "select uid, family, kind, severity, cves, kev, kev_due, epss, published_at,"
            + " withdrawn_at from catalog_advisory where changed_rev > ?";
    private static final String SUMMARY = "select summary from catalog_advisory where uid = ?";
    private static final String DOCUMENTS =
            "select d.kind, d.name, d.mirror, d.released_at from catalog_advisory_source s"
                    + " join catalog_document d on d.id = s.document_id where s.advisory_uid = ? order by d.kind, d.mirror, d.name";

    /** How many ids are walked through at most, where only another feature can tell what is meant. */
    private static final int[] WALKED = {500, Integer.MAX_VALUE};

    private final Sql sql;

    AdvisoryList(Sql sql) {
        this.sql = sql;
    }

    /** A row with the keys it is ordered by. */
    private record Row(AdvisoryView view, int rank, Instant sortAt) {
        Object[] key(AdvisoryQuery.Sort sort) {
            return switch (sort) {
                case PUBLISHED -> new Object[] {sortAt, view.id()};
                case SEVERITY -> new Object[] {rank, view.id()};
                case EPSS -> new Object[] {view.epss() == null ? -1.0 : view.epss(), view.id()};
                case ID -> new Object[] {view.id()};
            };
        }
    }

    Page<AdvisoryView> list(
            AdvisoryQuery query, List<AdvisoryCriterion.Condition> conditions, PageRequest page, boolean count) {
        Long total = count ? count(query, conditions) : null;
        List<@Nullable Object> parameters = filter(query, conditions);
        StringBuilder narrowed = narrowed(conditions);
        if (!page.first()) {
            after(query.sort(), page.after(), narrowed, parameters);
        }
        narrowed.append(order(query.sort()));
        List<Row> rows = test(conditions)
                .map(test -> tested(narrowed.toString(), parameters, query.sort(), page.limit() + 1, test))
                .orElseGet(() -> limited(LIST + narrowed, AdvisoryList::row, parameters, page.limit() + 1));
        Page<AdvisoryView> found =
                Page.of(rows, page, row -> row.key(query.sort())).map(Row::view);
        return new Page<>(found.items(), found.next(), total);
    }

    /** Walks through ids in the order asked for, more of them each time, until enough pass; reads those only. */
    private List<Row> tested(
            String narrowed,
            List<@Nullable Object> parameters,
            AdvisoryQuery.Sort sort,
            int limit,
            Predicate<String> test) {
        List<String> passed = List.of();
        for (int most : WALKED) {
            List<String> ids = limited(IDS + narrowed, row -> row.getString(1), parameters, most);
            passed = ids.stream().filter(test).limit(limit).toList();
            if (passed.size() == limit || ids.size() < most) {
                break;
            }
        }
        return passed.isEmpty() ? List.of() : sql.list(SOME + order(sort), AdvisoryList::row, passed);
    }

    private <T> List<T> limited(String statement, RowMapper<T> mapper, List<@Nullable Object> parameters, int limit) {
        List<@Nullable Object> all = new ArrayList<>(parameters);
        all.add(limit);
        return sql.list(statement + " limit ?", mapper, all.toArray());
    }

    private static Optional<Predicate<String>> test(List<AdvisoryCriterion.Condition> conditions) {
        return conditions.stream()
                .map(AdvisoryCriterion.Condition::test)
                .filter(Objects::nonNull)
                .reduce(Predicate::and);
    }

    private static StringBuilder narrowed(List<AdvisoryCriterion.Condition> conditions) {
        StringBuilder narrowed = new StringBuilder();
        conditions.forEach(
                condition -> narrowed.append(" and (").append(condition.sql()).append(')'));
        return narrowed;
    }

    List<CatalogHead> changedSince(long rev) {
        return sql.list(CHANGED, AdvisoryList::head, rev);
    }

    private static CatalogHead head(ResultSet row) throws SQLException {
        return new CatalogHead(
                row.getString("uid"),
                row.getString("family"),
                row.getString("kind"),
                row.getString("severity"),
                List.of(Json.read(row.getString("cves"), String[].class)),
                row.getBoolean("kev"),
                row.getObject("kev_due", LocalDate.class),
                row.getObject("epss", Double.class),
                Sql.instant(row, "published_at"),
                Sql.instant(row, "withdrawn_at"));
    }

    private Long count(AdvisoryQuery query, List<AdvisoryCriterion.Condition> conditions) {
        Object[] parameters = filter(query, conditions).toArray();
        String narrowed = narrowed(conditions).toString();
        return test(conditions)
                .map(test -> sql.list(IDS + narrowed, row -> row.getString(1), parameters).stream()
                        .filter(test)
                        .count())
                .orElseGet(() -> sql.number(COUNT + narrowed, parameters));
    }

    private static List<@Nullable Object> filter(AdvisoryQuery query, List<AdvisoryCriterion.Condition> conditions) {
        String q = query.q() == null ? "" : query.q().strip().toLowerCase(Locale.ROOT);
        String like = "%" + q.replaceAll("([\\\\%_])", "\\\\$1") + "%";
        String cve = query.cve() == null ? "" : query.cve();
        List<@Nullable Object> parameters = new ArrayList<>(List.of(
                q,
                like,
                query.severities().size(),
                query.severities(),
                cve,
                cve,
                query.sources().size()));
        parameters.add(query.sources());
        parameters.add(query.kinds().size());
        parameters.add(query.kinds());
        String kev = query.kev() == null ? "" : query.kev().toString();
        parameters.add(kev);
        parameters.add(kev);
        conditions.forEach(condition -> parameters.addAll(condition.parameters()));
        return parameters;
    }

    private static String order(AdvisoryQuery.Sort sort) {
        return switch (sort) {
            case PUBLISHED -> " order by a.sort_at desc, a.uid";
            case SEVERITY -> " order by a.severity_rank, a.uid";
            case EPSS -> " order by coalesce(a.epss, -1) desc, a.uid";
            case ID -> " order by a.uid";
        };
    }

    private static void after(
            AdvisoryQuery.Sort sort, List<String> key, StringBuilder statement, List<@Nullable Object> parameters) {
        try {
            switch (sort) {
                case PUBLISHED -> {
                    statement.append(" and (a.sort_at < ? or (a.sort_at = ? and a.uid > ?))");
                    Instant at = Instant.parse(key.get(0));
                    parameters.addAll(List.of(at, at, key.get(1)));
                }
                case SEVERITY -> {
                    statement.append(" and (a.severity_rank > ? or (a.severity_rank = ? and a.uid > ?))");
                    Integer rank = Integer.valueOf(key.get(0));
                    parameters.addAll(List.of(rank, rank, key.get(1)));
                }
                case EPSS -> {
                    statement.append(" and (coalesce(a.epss, -1) < ? or (coalesce(a.epss, -1) = ? and a.uid > ?))");
                    Double epss = Double.valueOf(key.get(0));
                    parameters.addAll(List.of(epss, epss, key.get(1)));
                }
                case ID -> {
                    statement.append(" and a.uid > ?");
                    parameters.add(key.get(0));
                }
            }
        } catch (RuntimeException e) {
            throw ProblemException.invalid("after", "is no cursor of this server; leave it out to start over");
        }
    }

    Optional<AdvisoryView> find(String uid) {
        return sql.one(ONE, AdvisoryList::row, uid).map(Row::view);
    }

    String summary(String uid) {
        return sql.one(SUMMARY, row -> row.getString(1), uid).orElse("");
    }

    List<AdvisoryDetail.Document> documents(String uid) {
        return sql.list(
                DOCUMENTS,
                row -> new AdvisoryDetail.Document(
                        row.getString("kind"),
                        row.getString("name"),
                        row.getString("mirror").isEmpty() ? null : row.getString("mirror"),
                        Sql.instant(row, "released_at")),
                uid);
    }

    private static Row row(ResultSet row) throws SQLException {
        AdvisoryView view = new AdvisoryView(
                row.getString("uid"),
                row.getString("source"),
                row.getString("family"),
                row.getString("kind"),
                row.getString("title"),
                row.getString("severity"),
                row.getString("publisher_severity"),
                Json.read(row.getString("cves"), new TypeReference<List<String>>() {}),
                row.getBoolean("kev"),
                row.getObject("kev_due", LocalDate.class),
                row.getObject("epss", Double.class),
                Sql.instant(row, "published_at"),
                Sql.instant(row, "updated_at"),
                Sql.instant(row, "withdrawn_at"));
        return new Row(view, row.getInt("severity_rank"), Sql.requiredInstant(row, "sort_at"));
    }
}
