package io.patchwave.catalog.feed;

import io.patchwave.catalog.AdvisoryHead;
import io.patchwave.catalog.DebAdvisory;
import io.patchwave.catalog.DocumentBody;
import io.patchwave.catalog.DocumentKind;
import io.patchwave.catalog.DocumentParts;
import io.patchwave.catalog.HistoryLine;
import io.patchwave.catalog.Mirror;
import io.patchwave.catalog.OsvAdvisory;
import io.patchwave.catalog.RpmAdvisory;
import io.patchwave.catalog.Severity;
import io.patchwave.catalog.StagedDocument;
import io.patchwave.catalog.StagedDocument.StagedAdvisory;
import io.patchwave.catalog.WindowsMonth;
import io.patchwave.catalog.WindowsStatement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Turns what the readers read into documents for the store. */
final class Stage {
    private static final Pattern CVE = Pattern.compile("CVE-\\d{4}-\\d{4,}");
    private static final int SUMMARY = 4000;
    private static final int SECONDS_A_DAY = 86_400;

    private Stage() {}

    /** A month of Microsoft's; where it has a CVE twice, both statements stand. */
    static StagedDocument microsoft(CvrfDocument document) {
        Map<String, CvrfDocument.Flaw> flaws = new HashMap<>();
        document.flaws().forEach(flaw -> flaws.putIfAbsent(flaw.id(), flaw));
        List<WindowsStatement> statements = MicrosoftCvrf.statements(document);
        Map<String, List<WindowsStatement>> byCve = new LinkedHashMap<>();
        statements.forEach(statement -> byCve.computeIfAbsent(statement.cve(), cve -> new ArrayList<>(1))
                .add(statement));
        List<StagedAdvisory> advisories = new ArrayList<>();
        byCve.forEach((cve, said) -> advisories.add(
                StagedAdvisory.of(cve, said, head(document, said, Objects.requireNonNull(flaws.get(cve))))));
        WindowsMonth month = WindowsMonth.of(document.id(), document.initialRelease(), statements);
        return StagedDocument.of(
                DocumentKind.CVRF, document.id(), document.currentRelease(), DocumentBody.of(month), advisories);
    }

    private static AdvisoryHead head(CvrfDocument document, List<WindowsStatement> said, CvrfDocument.Flaw flaw) {
        WindowsStatement statement = said.get(0);
        String word = said.stream()
                .flatMap(one -> one.products().stream())
                .map(WindowsStatement.AffectedProduct::severity)
                .filter(Objects::nonNull)
                .min((a, b) -> Severity.of("msrc", a, true).compareTo(Severity.of("msrc", b, true)))
                .orElse(null);
        Instant published = statement.publishedAt() == null ? document.initialRelease() : statement.publishedAt();
        return new AdvisoryHead(
                "msrc",
                "windows",
                "security",
                statement.title(),
                plain(flaw.description()),
                Severity.of("msrc", word, true).word(),
                word,
                published,
                document.currentRelease(),
                null,
                CVE.matcher(statement.cve()).matches() ? List.of(statement.cve()) : List.of());
    }

    /** One OSV record, or another publisher's CVRF in its form. */
    static StagedDocument osv(OsvAdvisory osv, DocumentKind kind) {
        String ecosystem =
                osv.affected().isEmpty() ? null : osv.affected().get(0).ecosystem();
        String source = Publisher.of(osv.id(), ecosystem);
        String what = Publisher.kindOf(osv.id());
        AdvisoryHead head = new AdvisoryHead(
                source,
                ecosystem != null && Publisher.deb(ecosystem) ? "deb" : "rpm",
                what,
                osv.summary().isEmpty() ? osv.id() : osv.summary(),
                "",
                Severity.of(source, osv.severity(), what.equals("security")).word(),
                osv.severity(),
                osv.published(),
                osv.modified(),
                osv.withdrawn(),
                List.copyOf(new TreeSet<>(osv.cves())));
        return StagedDocument.of(
                kind, osv.id(), osv.modified(), DocumentBody.of(osv), List.of(StagedAdvisory.of(osv.id(), osv, head)));
    }

    /** A mirror's errata. */
    static StagedDocument updateinfo(String mirror, Collection<RpmAdvisory> errata, String distribution) {
        List<StagedAdvisory> advisories = errata.stream()
                .map(erratum -> StagedAdvisory.of(erratum.id(), erratum, head(erratum, distribution)))
                .toList();
        return new StagedDocument(
                DocumentKind.UPDATEINFO,
                "updateinfo",
                mirror,
                null,
                inParts(errata, RpmAdvisory::id, advisories),
                advisories,
                0);
    }

    private static AdvisoryHead head(RpmAdvisory erratum, String distribution) {
        String source = Publisher.of(erratum.id(), distribution);
        String kind = Publisher.kindOfType(erratum.type());
        return new AdvisoryHead(
                source,
                "rpm",
                kind,
                erratum.title().isEmpty() ? erratum.id() : erratum.title(),
                "",
                Severity.of(source, erratum.severity(), kind.equals("security")).word(),
                erratum.severity(),
                erratum.publishedAt(),
                erratum.updatedAt(),
                null,
                List.copyOf(new TreeSet<>(erratum.cves())));
    }

    /** A list of DSAs or DLAs: the one whose newest advisory is newer counts, then the longer one. */
    static StagedDocument dsa(List<DebAdvisory> advisories) {
        Map<String, DebAdvisory> byId = new LinkedHashMap<>();
        advisories.forEach(advisory -> byId.putIfAbsent(advisory.id(), advisory));
        List<StagedAdvisory> staged = byId.values().stream()
                .map(advisory -> StagedAdvisory.of(advisory.id(), advisory, head(advisory)))
                .toList();
        Instant newest = advisories.stream()
                .map(DebAdvisory::publishedOn)
                .filter(Objects::nonNull)
                .max(LocalDate::compareTo)
                .map(day -> day.atStartOfDay()
                        .toInstant(ZoneOffset.UTC)
                        .plusSeconds(Math.min(advisories.size(), SECONDS_A_DAY - 1)))
                .orElse(Instant.EPOCH);
        String name = advisories.get(0).id().startsWith("DLA") ? "DLA-list" : "DSA-list";
        return StagedDocument.of(
                DocumentKind.DSA, name, newest, inParts(byId.values(), DebAdvisory::id, staged), staged);
    }

    private static AdvisoryHead head(DebAdvisory advisory) {
        LocalDate day = advisory.publishedOn();
        return new AdvisoryHead(
                "debian",
                "deb",
                "security",
                advisory.title().isEmpty() ? advisory.id() : advisory.title(),
                "",
                Severity.UNRATED.word(),
                null,
                day == null ? null : day.atStartOfDay().toInstant(ZoneOffset.UTC),
                null,
                null,
                List.copyOf(new TreeSet<>(advisory.cves())));
    }

    private static <T> DocumentBody inParts(Collection<T> all, Function<T, String> id, List<StagedAdvisory> staged) {
        Map<String, String> digests = new HashMap<>();
        staged.forEach(advisory -> digests.put(advisory.uid(), advisory.digest()));
        return DocumentBody.of(DocumentParts.of(
                all, id, Comparator.comparing(id), item -> Objects.requireNonNull(digests.get(id.apply(item)))));
    }

    /** Packages a repository offers, or one index of a Debian release. */
    static StagedDocument packages(String name, String mirror, List<Mirror.OfferedPackage> packages, int items) {
        DocumentParts parts = DocumentParts.of(packages, Mirror.OfferedPackage::name, Mirror.OfferedPackage.ORDER);
        return new StagedDocument(DocumentKind.PACKAGES, name, mirror, null, DocumentBody.of(parts), List.of(), items);
    }

    /** The update history, or an addition to it. */
    static StagedDocument history(List<HistoryLine> lines) {
        return items(DocumentKind.HISTORY, "windows-history", null, lines);
    }

    /** A whole list of items without advisories. */
    static StagedDocument items(
            DocumentKind kind, String name, @org.jspecify.annotations.Nullable Instant releasedAt, List<?> items) {
        return new StagedDocument(kind, name, "", releasedAt, DocumentBody.of(items), List.of(), items.size());
    }

    /** Text without markup, at most 4,000 characters. */
    private static String plain(String html) {
        String text = html.replaceAll("<[^>]*>", " ")
                .replace("&nbsp;", " ")
                .replace("&amp;", "&")
                .replaceAll("\\s+", " ")
                .strip();
        return text.length() <= SUMMARY ? text : text.substring(0, SUMMARY);
    }
}
