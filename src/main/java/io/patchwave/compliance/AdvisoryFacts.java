package io.patchwave.compliance;

import io.patchwave.platform.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a row says of its advisories, read across from the catalog's tables. */
@ApplicationScoped
class AdvisoryFacts {
    private static final String ALL =
            "select uid, kind, severity, severity_rank, kev_due, published_at from catalog_advisory";

    private final Sql sql;

    AdvisoryFacts(Sql sql) {
        this.sql = sql;
    }

    /** One advisory, or several as one: the gravest severity, the earliest dates. */
    record Advisory(
            String kind,
            String severity,
            int rank,
            @Nullable LocalDate kevDue,
            @Nullable Instant publishedAt) {}

    /** All advisories, ready to be asked for rows. */
    Lookup all() {
        Map<String, Advisory> byId = new HashMap<>();
        sql.list(ALL, row -> Map.entry(row.getString("uid"), map(row)))
                .forEach(entry -> byId.put(entry.getKey(), entry.getValue()));
        return new Lookup(byId);
    }

    /** The advisories of one moment. */
    static final class Lookup {
        private static final Comparator<Advisory> GRAVEST = Comparator.comparingInt(Advisory::rank);
        private static final Advisory NOT_KNOWN = new Advisory("security", "unrated", Integer.MAX_VALUE, null, null);

        private final Map<String, Advisory> byId;

        Lookup(Map<String, Advisory> byId) {
            this.byId = byId;
        }

        /** What the advisories are together. */
        Advisory together(Collection<String> ids) {
            List<Advisory> known =
                    ids.stream().map(byId::get).filter(Objects::nonNull).toList();
            if (known.isEmpty()) {
                return NOT_KNOWN;
            }
            Advisory gravest = known.stream().min(GRAVEST).orElseThrow();
            return new Advisory(
                    known.stream().anyMatch(one -> one.kind().equals("security")) ? "security" : gravest.kind(),
                    gravest.severity(),
                    gravest.rank(),
                    known.stream()
                            .map(Advisory::kevDue)
                            .filter(Objects::nonNull)
                            .min(Comparator.naturalOrder())
                            .orElse(null),
                    known.stream()
                            .map(Advisory::publishedAt)
                            .filter(Objects::nonNull)
                            .min(Comparator.naturalOrder())
                            .orElse(null));
        }
    }

    private static Advisory map(ResultSet row) throws SQLException {
        return new Advisory(
                row.getString("kind"),
                row.getString("severity"),
                row.getInt("severity_rank"),
                row.getObject("kev_due", LocalDate.class),
                Sql.instant(row, "published_at"));
    }
}
