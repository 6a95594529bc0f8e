package io.patchwave.catalog.web;

import io.patchwave.catalog.AdvisoryDetail;
import io.patchwave.catalog.AdvisoryQuery;
import io.patchwave.catalog.AdvisoryView;
import io.patchwave.catalog.CatalogService;
import io.patchwave.catalog.CveDecoration;
import io.patchwave.catalog.Severity;
import io.patchwave.platform.paging.Page;
import io.patchwave.platform.paging.PageRequest;
import io.patchwave.platform.problem.ProblemException;
import io.patchwave.platform.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Advisories by the publisher's id. */
@Path("/api/v1/advisories")
class AdvisoryResource {
    private final CatalogService catalog;

    AdvisoryResource(CatalogService catalog) {
        this.catalog = catalog;
    }

    /** A CVE of an advisory. */
    record Cve(
            String id,
            boolean kev,
            @Nullable LocalDate kevAdded,
            @Nullable LocalDate kevDue,
            boolean ransomware,
            @Nullable Double epss,
            @Nullable Double epssPercentile) {
        static Cve of(CveDecoration cve) {
            return new Cve(
                    cve.cve(),
                    cve.kevAdded() != null,
                    cve.kevAdded(),
                    cve.kevDue(),
                    cve.ransomware(),
                    cve.epss(),
                    cve.epssPercentile());
        }
    }

    /** An advisory with everything known of it. */
    record Advisory(
            String id,
            String source,
            String family,
            String kind,
            String title,
            String summary,
            String severity,
            @Nullable String publisherSeverity,
            List<Cve> cves,
            boolean kev,
            @Nullable LocalDate kevDue,
            @Nullable Double epss,
            List<AdvisoryDetail.AffectedProduct> products,
            List<AdvisoryDetail.Remedy> remedies,
            List<AdvisoryDetail.Document> documents,
            @Nullable Instant publishedAt,
            @Nullable Instant updatedAt,
            @Nullable Instant withdrawnAt) {
        static Advisory of(AdvisoryDetail detail) {
            AdvisoryView head = detail.head();
            return new Advisory(
                    head.id(),
                    head.source(),
                    head.family(),
                    head.kind(),
                    head.title(),
                    detail.summary(),
                    head.severity(),
                    head.publisherSeverity(),
                    detail.cves().stream().map(Cve::of).toList(),
                    head.kev(),
                    head.kevDue(),
                    head.epss(),
                    detail.products(),
                    detail.remedies(),
                    detail.documents(),
                    head.publishedAt(),
                    head.updatedAt(),
                    head.withdrawnAt());
        }
    }

    @GET
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
    public Page<AdvisoryView> list(
            @RestQuery @Nullable String q,
            @RestQuery @Nullable String severity,
            @RestQuery @Nullable String cve,
            @RestQuery @Nullable String source,
            @RestQuery @Nullable String kind,
            @RestQuery @Nullable String kev,
            @RestQuery @Nullable String exposed,
            @RestQuery @DefaultValue("published") String sort,
            @RestQuery @Nullable Integer limit,
            @RestQuery @Nullable String after,
            @RestQuery @DefaultValue("false") boolean count) {
        AdvisoryQuery query = new AdvisoryQuery(
                q,
                severities(severity),
                cve == null ? null : cve.strip().toUpperCase(Locale.ROOT),
                words(source),
                words(kind),
                truth("kev", kev),
                order(sort),
                exposed == null ? Map.of() : Map.of("exposed", exposed));
        return catalog.list(query, PageRequest.of(limit, after, "advisories", query), count);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
    public Advisory one(@RestPath String id) {
        return Advisory.of(catalog.detail(id));
    }

    private static List<String> severities(@Nullable String written) {
        List<String> words = words(written);
        for (String word : words) {
            if (Arrays.stream(Severity.values()).noneMatch(one -> one.word().equals(word))) {
                throw ProblemException.invalid(
                        "severity", "is one or more of critical, important, moderate, low, none, unrated, was " + word);
            }
        }
        return words;
    }

    private static List<String> words(@Nullable String written) {
        return written == null || written.isBlank()
                ? List.of()
                : Arrays.stream(written.toLowerCase(Locale.ROOT).split(","))
                        .map(String::strip)
                        .toList();
    }

    private static @Nullable Boolean truth(String field, @Nullable String written) {
        if (written == null) {
            return null;
        }
        if (!written.equals("true") && !written.equals("false")) {
            throw ProblemException.invalid(field, "is true or false, was " + written);
        }
        return Boolean.valueOf(written);
    }

    private static AdvisoryQuery.Sort order(String sort) {
        return Arrays.stream(AdvisoryQuery.Sort.values())
                .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(sort))
                .findFirst()
                .orElseThrow(() -> ProblemException.invalid("sort", "is published, severity, epss or id, was " + sort));
    }
}
